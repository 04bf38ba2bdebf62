import { type JsonObject, block } from "../terraform/stack-json";

/** A block of a module. */
interface Block {
  readonly address: string;
  readonly body: JsonObject;
}

/**
 * Blocks with the arguments of override files: Terraform replaces arguments and nested blocks, and merges a lifecycle.
 * An override of a block that is not there is one more block.
 *
 * @param merged the block with its new body
 */
export function withOverrides<Of extends Block>(
  blocks: readonly Of[],
  overrides: readonly Of[],
  merged: (block: Of, over: Of, body: JsonObject) => Of,
): Of[] {
  return overrides.reduce<Of[]>(
    (all, over) => {
      const index = all.findIndex(({ address }) => address === over.address);
      const target = all[index];
      if (!target) return [...all, over];
      const { lifecycle, ...others } = over.body;
      const kept = target.body["lifecycle"];
      const body = {
        ...target.body,
        ...others,
        ...(lifecycle === undefined ? {} : { lifecycle: { ...block(kept), ...block(lifecycle) } }),
      };
      return all.with(index, merged(target, over, body));
    },
    [...blocks],
  );
}
