import { type Texts } from "./values";

export interface AccessRule {
  readonly apiGroups?: Texts;
  readonly resourceNames?: Texts;
  readonly resources?: Texts;
  readonly verbs?: Texts;
}

export interface RoleReference {
  readonly apiGroup?: string;
  readonly kind?: string;
  readonly name?: string;
}

export interface SubjectReference {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
}
