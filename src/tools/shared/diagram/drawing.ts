/** A picture of boxes in nested groups, with edges between them. Ids are unique in a drawing and stable between revisions. */
export interface Drawing {
  readonly title: string;
  /** Facts that the picture leaves out. */
  readonly notes: readonly string[];
  readonly groups: readonly Group[];
  readonly boxes: readonly Box[];
  readonly edges: readonly Edge[];
}

/** Effect of a change on a part of a drawing. */
export type State = "added" | "removed" | "changed";

export interface Group {
  readonly id: string;
  readonly title: string;
  /** Id of the group around it. @default - none */
  readonly in?: string;
}

/** Kinds of boxes, which have their own colours. */
export type BoxKind = "outside" | "entry" | "subnets" | "kubernetes" | "pods" | "endpoints" | "data";

export interface Box {
  readonly id: string;
  readonly kind: BoxKind;
  readonly title: string;
  readonly lines: readonly Line[];
  /** Id of its group. @default - none */
  readonly in?: string;
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
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** True for a connection that security groups refuse, although something needs it. @default false */
  readonly denied?: boolean;
  /** @default - the drawing compares nothing, or the edge is in both */
  readonly state?: State;
}

export const line = (...cells: readonly string[]): Line => ({ cells });

/** Sign of a state, for readers who see no colours. */
export const SIGNS: Readonly<Record<State, string>> = { added: "+", removed: "−", changed: "~" };
