import { type Texts } from "./values";

export type AccessRule = {
  readonly apiGroups?: Texts;
  readonly nonResourceURLs?: Texts;
  readonly resourceNames?: Texts;
  readonly resources?: Texts;
  readonly verbs?: Texts;
};

export type RoleReference = { readonly apiGroup?: string; readonly kind?: string; readonly name?: string };

export type SubjectReference = {
  readonly kind?: string;
  readonly name?: string;
  readonly namespace?: string;
};
