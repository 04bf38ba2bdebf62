import { type Construct } from "constructs";
import {
  type ConfigPath,
  type Problem,
  type SourceLocation,
  formatLocation,
  formatPath,
} from "../../environment/problems";
import { type SharedAddress } from "./addressed-stack";
import { causeOf } from "./cause";

/** Finds a value in the file of an environment. */
export type LocateKey = (path: ConfigPath) => SourceLocation;

/** Addresses that two resources of an environment would have. */
export const sharedAddressProblems = (addresses: readonly SharedAddress[], locate?: LocateKey): Problem[] =>
  addresses.map((shared) => problemOf(shared, locate));

/** The problem of the value that names one of the two resources; an entry of a list is easier to rename than other values. */
function problemOf({ stack, address, holders }: SharedAddress, locate?: LocateKey): Problem {
  const [other, renamed] = [...holders].sort((a, b) => depthOf(a) - depthOf(b)) as [Construct, Construct];
  const cause = causeOf(renamed);
  return {
    ...(cause && locate ? { location: locate(cause.path) } : {}),
    path: cause ? formatPath(cause.path) : stack,
    got: cause?.value ?? renamed.node.path,
    expected: `names that give each resource its own address: ${address} in stack ${stack} is also that of ${causeText(other, locate)}`,
    fix: "rename one of the two",
  };
}

const depthOf = (construct: Construct): number => causeOf(construct)?.path.length ?? 0;

function causeText(construct: Construct, locate: LocateKey | undefined): string {
  const cause = causeOf(construct);
  if (!cause) return construct.node.path;
  const place = locate ? ` (${formatLocation(locate(cause.path))})` : "";
  return `${formatPath(cause.path)} ${cause.value}${place}`;
}
