import { type JsonObject } from "../terraform/stack-json";
import policies from "./access-policies.json";
import requests from "./admission-requests.json";
import facts from "./purposes.json";

/** Places in which people work. */
export type PlaceOfPeople = "cluster" | "models" | "experiments" | "operations";

/** Calls that are no reading, or read Secrets, and that a purpose includes. */
export interface Deed {
  readonly place: PlaceOfPeople;
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Purpose of the people of a group. */
export interface PeopleFacts {
  /** Where they read all kinds but Secrets, and logs. */
  readonly reads: PlaceOfPeople;
  readonly deeds: readonly Deed[];
}

/**
 * Groups of people by their name, with their purpose (docs/decisions/0111). kubectl forwards a port by a WebSocket, which is a `get`, or by SPDY, which is
 * a `create` (Kubernetes 1.31 and later).
 */
export const PEOPLE_FACTS = facts.purposes as Readonly<Record<string, PeopleFacts>>;

/** Subresources that a read shows. Others, such as `pods/exec` and `nodes/proxy`, open a connection. */
export const SHOWN_SUBRESOURCES: readonly string[] = facts.shownSubresources;

/** Kinds whose objects become pods, or run commands in them. */
export const MAKES_PODS: readonly string[] = facts.makesPods;

/** Kinds of each cluster but Secrets, as `kubectl api-resources --verbs=list --output=name` prints them. */
export const KINDS_OF_CLUSTERS: readonly string[] = facts.kindsOfClusters.kinds;

/** Rules of the EKS access policies that an entry of the file can name, by the name of the policy. */
export const ACCESS_POLICY_RULES: Readonly<Record<string, readonly Omit<Deed, "place">[]>> =
  policies.policies;

/** Policies that each policy of an access entry includes. */
export const INCLUDED_POLICIES: Readonly<Record<string, readonly string[]>> = policies.included;

/** A request that a right permits. */
interface WitnessRequest {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly object?: JsonObject;
  readonly oldObject?: JsonObject;
  /** Harm to others, for which an admission policy denies it. @default - none */
  readonly takes?: string;
}

export const WITNESS_REQUESTS: readonly WitnessRequest[] = requests.requests;
