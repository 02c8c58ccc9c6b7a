import type { Family } from '../addressing/address.ts';
import type { AssociationState } from '../gateway/lifecycle.ts';
import type { AcceptedRoute } from './route.ts';

/** A Region and its continent (`server/data/locations.json` has both); of a location: those it belongs to. */
export interface Place {
  readonly region: string;
  readonly continent: string;
}

/** A virtual interface, as far as offering routes to its customer goes. */
export interface OfferedInterface {
  readonly id: string;
  readonly siteLink: boolean;
  /** Its AWS logical device: `awsLogicalDeviceId` of its connection. */
  readonly deviceId: string;
  readonly place: Place;
  /** Families that it has a session for. */
  readonly families: readonly Family[];
}

/** What lies behind a virtual interface: the routing table that it is in. */
export type World = VirtualGatewayWorld | GatewayWorld | PublicWorld;

/** A virtual private gateway itself, directly attached. */
export interface VirtualGatewayWorld {
  readonly kind: 'virtualGateway';
  readonly id: string;
  readonly asn: number;
  /** Prefixes of its VPC. */
  readonly cidrs: readonly string[];
  /** Those that the virtual interface's owner may not use: the gateway is not shared with it any more. */
  readonly apart: readonly string[];
  /** Since when they are, as epoch milliseconds; a missing one: nobody knows. */
  readonly times: ReadonlyMap<string, number>;
}

/** A Direct Connect gateway. */
export interface GatewayWorld {
  readonly kind: 'gateway';
  /** Its Amazon side ASN. */
  readonly asn: number;
  readonly associations: readonly GatewayAssociation[];
  /** All its virtual interfaces whose sessions are up; that which is asked about may be among them. */
  readonly siblings: readonly Sibling[];
}

/** An association of the gateway. */
export interface GatewayAssociation {
  /** Of the virtual private or transit gateway. */
  readonly gatewayId: string;
  readonly kind: 'virtualPrivateGateway' | 'transitGateway';
  readonly state: AssociationState;
  readonly allowedPrefixes: readonly string[];
  /** Prefixes of the networks behind it. */
  readonly cidrs: readonly string[];
  /** Since when a prefix is advertised for it, as epoch milliseconds; a missing one: nobody knows. */
  readonly times: ReadonlyMap<string, number>;
}

/** Another virtual interface of the gateway, with what it has accepted, both families together. */
export interface Sibling {
  readonly id: string;
  readonly siteLink: boolean;
  readonly deviceId: string;
  readonly place: Place;
  readonly accepted: readonly AcceptedRoute[];
}

/** The service's public network: the operator's prefixes. */
export interface PublicWorld {
  readonly kind: 'public';
  readonly prefixes: readonly PublicPrefix[];
}

export interface PublicPrefix {
  readonly cidr: string;
  /** Where it is; null: nowhere in particular, as of edge locations. */
  readonly place: Place | null;
}

/** States of an association in which its prefixes are advertised; a changing one keeps those that do not change [UG26]. */
const ADVERTISED: readonly AssociationState[] = ['associated', 'updating'];

export function isAdvertised(state: AssociationState): boolean {
  return ADVERTISED.includes(state);
}
