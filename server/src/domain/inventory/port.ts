/** Optics per speed: single-mode fibre, 1310 nm [UG26]. */
const MEDIA: Readonly<Record<string, string>> = {
  '1G': '1000BASE-LX',
  '10G': '10GBASE-LR',
  '100G': '100GBASE-LR4',
  '400G': '400GBASE-LR4',
};

const PANEL_POSITIONS = 24;

/** Medium, connector (GUESS: duplex LC, as on such optics) and place on the panel of a port. */
export function portHardware(speed: string, number: number) {
  const module = Math.ceil(number / PANEL_POSITIONS);
  const position = ((number - 1) % PANEL_POSITIONS) + 1;
  return {
    medium: MEDIA[speed] ?? speed,
    connector: 'LC duplex, single-mode',
    panelPosition: `module ${module}, position ${position}`,
  };
}

/** A port's name for people: device and number. */
export function portId(device: string, number: number): string {
  return `${device}.${number}`;
}
