import { portId } from '../../domain/inventory/port.ts';
import { flag, json, listOf, members, oneOf, text } from '../columns.ts';
import { table } from '../table.ts';

/** A site that sells ports. `code` is compared without case (GUESS #49). */
export interface LocationRow {
  readonly region: string;
  readonly codeKey: string;
  readonly code: string;
  readonly name: string;
  /** Facility's postal address for the letter, or null. */
  readonly address: string | null;
  /** JSON lists of strings. */
  readonly providers: string;
  /** JSON list of `{billingMode, availablePortSpeeds, includedRegions}`. */
  readonly billingModes: string;
  /** `catalogue`: the lab's own; `operator`: declared. */
  readonly source: 'catalogue' | 'operator';
  readonly revision: number;
}

export const locations = table<LocationRow>(
  'location',
  {
    region: true,
    codeKey: true,
    code: true,
    name: true,
    address: true,
    providers: json(listOf(text)),
    billingModes: json(
      listOf(
        members({ billingMode: text, availablePortSpeeds: listOf(text), includedRegions: listOf(text) }),
      ),
    ),
    source: oneOf('catalogue', 'operator'),
    revision: true,
  },
  ['region', 'codeKey'],
  'code',
);

/** A router or switch whose ports are sold. */
export interface DeviceRow {
  readonly id: string;
  readonly region: string;
  readonly location: string;
  /** Order of choice within the location, from 1. */
  readonly ordinal: number;
  readonly logicalId: string;
  readonly rack: string;
  readonly panel: string;
  /** JSON lists of `1G`, `10G`, …: what it offers, and with MACsec. */
  readonly speeds: string;
  readonly macSecSpeeds: string;
  /** 1: a port is made when one is ordered (the lab's catalogue); 0: only declared ports exist. */
  readonly grows: number;
  /** 0 when the operator takes no new orders on it. */
  readonly open: number;
  /** 1: what runs over it is logically redundant, as the operator says. */
  readonly redundant: number;
  /** Set by whatever changes what the device should do, cleared when that has been applied. */
  readonly dirtySince: number | null;
  readonly revision: number;
}

export const devices = table<DeviceRow>(
  'device',
  {
    id: true,
    region: true,
    location: true,
    ordinal: true,
    logicalId: true,
    rack: true,
    panel: true,
    speeds: json(listOf(text)),
    macSecSpeeds: json(listOf(text)),
    grows: flag,
    open: flag,
    redundant: flag,
    dirtySince: true,
    revision: true,
  },
  ['id'],
  'id',
);

/**
 * `free` may be ordered; `taken` has a connection; `ceasing` had one, whose fibre is still there; `reserved` and
 * `quarantined` are the operator's.
 */
export type PortState = 'free' | 'taken' | 'ceasing' | 'reserved' | 'quarantined';
export type Link = 'up' | 'down';

/** One physical port. Light is in hundredths of dBm, null when dark. */
export interface PortRow {
  readonly deviceId: string;
  readonly number: number;
  readonly state: PortState;
  /** `1G`, `10G`, `100G`, `400G`. */
  readonly speed: string;
  readonly medium: string;
  readonly connector: string;
  readonly panelPosition: string;
  readonly macSec: number;
  readonly connectionId: string | null;
  /** Facts, as the fabric last reported them. */
  readonly link: Link;
  readonly rxLight: number | null;
  readonly txLight: number | null;
  /** 1 while MACsec is established on the link. */
  readonly encrypted: number;
  readonly factsAt: number | null;
  /** The simulated world: is the customer's optic lit, and what is broken (`cut`, `dark`, `noLink`, `noEncryption`). */
  readonly farEndLit: number;
  readonly fault: string | null;
  readonly revision: number;
}

const portTable = table<PortRow>(
  'port',
  {
    deviceId: true,
    number: true,
    state: oneOf('free', 'taken', 'ceasing', 'reserved', 'quarantined'),
    speed: true,
    medium: true,
    connector: true,
    panelPosition: true,
    macSec: flag,
    connectionId: true,
    link: oneOf('up', 'down'),
    rxLight: true,
    txLight: true,
    encrypted: flag,
    factsAt: true,
    farEndLit: flag,
    fault: oneOf('cut', 'dark', 'noLink', 'noEncryption'),
    revision: true,
  },
  ['deviceId', 'number'],
  'deviceId',
);

/** A port is named by its device and its number on it. */
export const ports: typeof portTable = {
  ...portTable,
  idOf: ({ deviceId, number }) => portId(deviceId, number),
};
