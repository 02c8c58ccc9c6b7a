import { Buffer } from 'node:buffer';
import { type LetterContent, letterHead, type LetterLine, portLines } from '../domain/loa/content.ts';
import { type Typeface, typefaceFor } from './letter-fonts.ts';

type Document = PDFKit.PDFDocument;

interface Paper {
  readonly document: Document;
  readonly typeface: Typeface;
}

const MARGIN = 56;
const LABEL_WIDTH = 130;
const INK = '#1a1f2b';
const GREY = '#5b6472';
const RULE = '#c9ced6';
const SIZE = 10;
/** Fonts differ in their heights: all stand on the line that Helvetica's capitals stand on. */
const BASELINE = -0.718 * SIZE;

const utcDate = (ms: number) => `${new Date(ms).toISOString().slice(0, 10)} (UTC)`;

/** Renders a letter of authorization as a PDF. The library is loaded with the first letter. */
export async function letterPdf(content: LetterContent): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
  const typeface = await typefaceFor(textsOf(content));
  const document = new PdfDocument({
    size: 'A4',
    margin: MARGIN,
    info: {
      Title: `Letter of Authorization ${content.ports.map(({ reference }) => reference).join(', ')}`,
      Author: content.operator,
      CreationDate: new Date(content.issuedAt),
    },
  });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  typeface.files.forEach((file, at) => document.registerFont(embedded(at), Buffer.from(file)));
  write({ document, typeface }, content);
  document.end();
  return done;
}

/** All that others wrote. */
function textsOf(content: LetterContent): readonly string[] {
  const values = [...letterHead(content, utcDate), ...content.ports.flatMap(portLines)];
  return [content.operator, content.customer.name, ...values.map(({ value }) => value)];
}

function embedded(font: number): string {
  return `embedded-${font}`;
}

function write(paper: Paper, content: LetterContent): void {
  title(paper, content.operator);
  lines(paper, letterHead(content, utcDate));
  paragraph(
    paper,
    `${content.operator} authorizes ${content.customer.name}, or a provider or facility acting for it, to order one cross connect to each port assigned below, at the facility named above. The authorization ends on ${utcDate(content.expiresAt)}, or earlier when it is revoked. The cross connect is ordered, and paid for, by the party that it is issued to.`,
  );
  for (const port of content.ports) {
    heading(paper.document, `Connecting facility assignment: ${port.connectionId}`);
    lines(paper, portLines(port));
  }
  paragraph(
    paper,
    `Before patching, open the link beside “Is it still valid?” of its port: it says whether this letter holds. Single-mode fibre; receive and transmit may have to be swapped. This service is operated by ${content.operator}. It is not affiliated with Amazon Web Services.`,
  );
}

function title(paper: Paper, operator: string): void {
  const { document } = paper;
  document.fillColor(GREY);
  put(paper, operator, MARGIN, {});
  document.moveDown(0.4);
  document.fillColor(INK).font('Helvetica-Bold').fontSize(17).text('Letter of Authorization and');
  document.text('Connecting Facility Assignment (LOA-CFA)');
  rule(document);
}

function heading(document: Document, text: string): void {
  if (document.y > document.page.height - 230) document.addPage();
  document.moveDown(0.6).fillColor(INK).font('Helvetica-Bold').fontSize(12).text(text, MARGIN);
  rule(document);
}

function rule(document: Document): void {
  const y = document.y + 6;
  document
    .moveTo(MARGIN, y)
    .lineTo(document.page.width - MARGIN, y)
    .strokeColor(RULE)
    .lineWidth(0.8)
    .stroke();
  document.y = y + 8;
}

function lines(paper: Paper, all: readonly LetterLine[]): void {
  const { document } = paper;
  const width = document.page.width - 2 * MARGIN - LABEL_WIDTH;
  for (const { label, value, isLink } of all) {
    const { y } = document;
    document.fillColor(GREY).font('Helvetica').fontSize(SIZE).text(label, MARGIN, y, { width: LABEL_WIDTH });
    const link = isLink ? { link: value } : {};
    document.fillColor(INK).y = y;
    put(paper, value, MARGIN + LABEL_WIDTH, { width, ...link });
    document.moveDown(0.35);
  }
  document.x = MARGIN;
}

function paragraph(paper: Paper, text: string): void {
  const { document } = paper;
  document.moveDown(0.6).fillColor(INK);
  put(paper, text, MARGIN, { width: document.page.width - 2 * MARGIN, lineGap: 2 });
}

/** Writes a text at the height where the document stands, in the fonts that have its characters. */
function put(
  { document, typeface }: Paper,
  text: string,
  x: number,
  options: PDFKit.Mixins.TextOptions,
): void {
  const runs = typeface.runs(text);
  document.font('Helvetica').fontSize(SIZE);
  if (runs === 'standard') {
    document.text(text.normalize('NFC'), x, document.y, options);
    return;
  }
  const { y } = document;
  runs.forEach((run, at) => {
    document.font(embedded(run.font));
    const more = { ...options, baseline: BASELINE, continued: at < runs.length - 1 };
    if (at === 0) document.text(run.text, x, y, more);
    else document.text(run.text, more);
  });
  document.font('Helvetica');
}
