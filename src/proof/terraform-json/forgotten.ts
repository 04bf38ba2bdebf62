import { lifecycleOf } from "./lifecycle";
import { type JsonObject, type StackJson, asArray, asObject } from "./stack-json";

/** Addresses that a stack forgets: their objects stay. */
export const forgottenIn = (stack: StackJson): ReadonlySet<string> =>
  new Set(
    blocksIn(stack, "removed").flatMap((block) =>
      lifecycleOf(block)["destroy"] === false ? [String(block["from"])] : [],
    ),
  );

/** Addresses that a stack imports, if their objects exist. */
export const importedIn = (stack: StackJson): ReadonlySet<string> =>
  new Set(blocksIn(stack, "import").map(({ to }) => String(to)));

/** Addresses whose objects a stack has at another address now. */
export const movedIn = (stack: StackJson): ReadonlySet<string> =>
  new Set(blocksIn(stack, "moved").map(({ from }) => String(from)));

const blocksIn = ({ json }: StackJson, section: string): JsonObject[] => asArray(json[section]).map(asObject);
