import { type referencesIn } from "../../terraform/terraform-references";

type Reference = ReturnType<typeof referencesIn>[number];

/**
 * Targets of references: `aws_vpc.main`, `data.aws_vpc.main`, `local.x`, `var.x`. A resource type has two or more words;
 * the first is its provider.
 */
export const targetNames = (references: readonly Reference[], providers: ReadonlySet<string>): string[] =>
  references
    .map(({ subject }) => subject)
    .filter((subject) => {
      const [, provider = ""] = /^(?:data\.)?([a-z][a-z0-9]*)_/.exec(subject) ?? [];
      return /^(?:local|var)\./.test(subject) || providers.has(provider);
    });

/** A read of another layer's output. */
export interface LayerRead {
  readonly layer: string;
  readonly output: string;
  /**
   * Index of the item that is read from a list, or key of the value that is read from a map.
   *
   * @default - the whole output is read
   */
  readonly step?: number | string;
}

export const remoteReadsOf = (references: readonly Reference[]): LayerRead[] =>
  references.flatMap(({ subject, path: [outputs, output, step] }) => {
    const layer = /^data\.terraform_remote_state\.(\w+)$/.exec(subject)?.[1];
    if (layer === undefined || outputs !== "outputs" || typeof output !== "string") return [];
    return [{ layer, output, ...(step === undefined ? {} : { step }) }];
  });
