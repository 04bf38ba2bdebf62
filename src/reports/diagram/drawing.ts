/** A picture of boxes in nested groups, with edges between them. Ids are unique in a drawing and stable between revisions. */
export interface Drawing {
  readonly title: string;
  /** Facts that the picture leaves out. */
  readonly notes: readonly string[];
  readonly groups: readonly Frame[];
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

/** Effect of a change on a part of a drawing. */
export type State = "added" | "removed" | "changed";

/** Kinds of frames, which have their own colours. */
export type GroupKind = "region" | "vpc" | "public" | "private" | "zone" | "cluster";

interface Part {
  readonly id: string;
  readonly title: string;
  /** Id of the group around it. @default - none */
  readonly in?: string;
  /** Place from the top in its group: parts of one level are beside each other. @default 0 */
  readonly level?: number;
}

export interface Frame extends Part {
  readonly kind: GroupKind;
}

/** Kinds of boxes, which have their own shapes and the colours of their fields. */
export type BoxKind =
  | "people"
  | "internet"
  | "attachment"
  | "elsewhere"
  | "gateway"
  | "nat"
  | "balancer"
  | "rule"
  | "subnets"
  | "api"
  | "nodes"
  | "service"
  | "pods"
  | "platform"
  | "endpoints"
  | "database"
  | "registry"
  | "bucket"
  | "key";

export interface Box extends Part {
  readonly kind: BoxKind;
  readonly lines: readonly Line[];
  /** @default - the drawing compares nothing, or the box is in both */
  readonly state?: State;
}

/** A line of text in cells, such as a name and its callers. */
export interface Line {
  readonly cells: readonly string[];
  /** @default - the drawing compares nothing, or the line is in both */
  readonly state?: State;
}

export interface Edge {
  /** Id of a box. */
  readonly from: string;
  /** Id of a box or of a group. */
  readonly to: string;
  readonly label: string;
  /** True for a way that both sides use. @default false */
  readonly both?: boolean;
  /** True for a connection that security groups refuse, although something needs it. @default false */
  readonly denied?: boolean;
  /** @default - the drawing compares nothing, or the edge is in both */
  readonly state?: State;
}

export const line = (...cells: readonly string[]): Line => ({ cells });

/** Sign of a state, for readers who see no colours. */
export const SIGNS: Readonly<Record<State, string>> = { added: "+", removed: "−", changed: "~" };

export const signed = (text: string, state: State | undefined): string =>
  state === undefined ? text : `${SIGNS[state]} ${text}`;

/** Text beside an edge. */
export const edgeText = ({ label, denied, state }: Edge): string =>
  [state ? SIGNS[state] : "", denied ? "denied:" : "", label].filter((part) => part !== "").join(" ");
