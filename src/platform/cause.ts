import type { Construct } from "constructs";
import { type SettingPath } from "../terraform/cause-record";
import { parts } from "./stacks/cause";

/** Remembers the part of the environment's file that a construct comes from, and all constructs below it without one of their own. */
export function fromPart<Created extends Construct>(construct: Created, path: SettingPath): Created {
  parts.set(construct, path);
  return construct;
}
