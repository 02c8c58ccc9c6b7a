import { Buffer } from 'node:buffer';
import { type LetterContent, letterHead, type LetterLine, portLines } from '../domain/loa/content.ts';

type Document = PDFKit.PDFDocument;

const MARGIN = 56;
const LABEL_WIDTH = 130;
const INK = '#1a1f2b';
const GREY = '#5b6472';
const RULE = '#c9ced6';

const utcDate = (ms: number) => `${new Date(ms).toISOString().slice(0, 10)} (UTC)`;

/** Renders a letter of authorization as a PDF. The library is loaded with the first letter. */
export async function letterPdf(content: LetterContent): Promise<Buffer> {
  const { default: PdfDocument } = await import('pdfkit');
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
  write(document, content);
  document.end();
  return done;
}

function write(document: Document, content: LetterContent): void {
  title(document, content.operator);
  lines(document, letterHead(content, utcDate));
  paragraph(
    document,
    `${content.operator} authorizes ${content.customer.name}, or a provider or facility acting for it, to order one cross connect to each port assigned below, at the facility named above. The authorization ends on ${utcDate(content.expiresAt)}, or earlier when it is revoked. The cross connect is ordered, and paid for, by the party that it is issued to.`,
  );
  for (const port of content.ports) {
    heading(document, `Connecting facility assignment: ${port.connectionId}`);
    lines(document, portLines(port));
  }
  paragraph(
    document,
    `Before patching, open the link of the port: it says whether this letter is still valid. Single-mode fibre; receive and transmit may have to be swapped. This service is operated by ${content.operator}. It is not affiliated with Amazon Web Services.`,
  );
}

function title(document: Document, operator: string): void {
  document.fillColor(GREY).font('Helvetica').fontSize(10).text(printable(operator));
  document.moveDown(0.4);
  document.fillColor(INK).font('Helvetica-Bold').fontSize(17).text('Letter of Authorization and');
  document.text('Connecting Facility Assignment (LOA-CFA)');
  rule(document);
}

function heading(document: Document, text: string): void {
  if (document.y > document.page.height - 230) document.addPage();
  document.moveDown(0.6).fillColor(INK).font('Helvetica-Bold').fontSize(12).text(printable(text), MARGIN);
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

function lines(document: Document, all: readonly LetterLine[]): void {
  const width = document.page.width - 2 * MARGIN - LABEL_WIDTH;
  for (const { label, value, isLink } of all) {
    const y = document.y;
    document.fillColor(GREY).font('Helvetica').fontSize(10).text(label, MARGIN, y, { width: LABEL_WIDTH });
    const link = isLink ? { link: value } : {};
    document.fillColor(INK).text(printable(value), MARGIN + LABEL_WIDTH, y, { width, ...link });
    document.moveDown(0.35);
  }
  document.x = MARGIN;
}

function paragraph(document: Document, text: string): void {
  document.moveDown(0.6).fillColor(INK).font('Helvetica').fontSize(10);
  document.text(printable(text), MARGIN, document.y, { width: document.page.width - 2 * MARGIN, lineGap: 2 });
}

/** The standard fonts know Windows-1252; what they cannot show is shown as a question mark, never as nonsense. */
function printable(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[^\u0020-\u007e\u00a0-\u00ff\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac]/gu, '?');
}
