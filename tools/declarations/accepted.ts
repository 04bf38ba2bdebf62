/** Unnoticed changes of declarations without an effect that matters. */
export interface AcceptedDeclaration {
  /** Ids of the parts. */
  readonly part: RegExp;
  /** The declaration and its change. */
  readonly leaf: RegExp;
  /** Why the change has no such effect. */
  readonly reason: string;
}

const ANY = /./;

export const ACCEPTED_DECLARATIONS: readonly AcceptedDeclaration[] = [
  {
    part: ANY,
    leaf: /^needs\.services\[\d+\]\.why /,
    reason: "the reason of a call documents the declaration; the hand-over prints that of src/knowledge",
  },
  {
    part: ANY,
    leaf: /^(needs\.fromControlPlane\[\d+\]\.why|identities\[\d+\]\.description) /,
    reason: "descriptions of rules and roles are text for readers",
  },
  {
    part: ANY,
    leaf: /^((identities|charts)\[\d+\]\.id|identities\[\d+\]\.trust\.accountId) "/,
    reason: "ids of constructs are part of addresses, which address locks hold",
  },
];
