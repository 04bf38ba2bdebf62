import { type Pods } from "./kubernetes-objects";

/** A SHA-256 checksum in hexadecimal. */
const CHECKSUM = /^[0-9a-f]{64}$/;

/** Whether pods have an annotation with the checksum of their settings or secrets, so that they restart after a change. */
export const hasChecksum = ({ annotations }: Pick<Pods, "annotations">, of: "config" | "secrets"): boolean =>
  CHECKSUM.test(annotations[`checksum/${of}`] ?? "");
