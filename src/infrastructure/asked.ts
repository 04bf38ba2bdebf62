import { type Identity } from "./identities";

/** The name of an identity in findings: `role mlapp-x`. */
export const titleOf = ({ kind, name }: Identity): string => `${kind} ${name}`;
