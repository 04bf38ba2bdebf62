/** Arguments of the program that copies versions of models (images/mlflow/promote.py). */
export interface PromotionArguments {
  readonly bucket: string;
  /** Names of registered models, and beginnings of the keys of their files. */
  readonly models: readonly string[];
}

/** Arguments of a container that runs the program; undefined for another program. */
export function promotionArguments(
  command: readonly string[],
  args: readonly string[],
): PromotionArguments | undefined {
  if (command.at(-1)?.endsWith("/promote.py") !== true) return undefined;
  const [bucket = "", ...models] = args;
  return { bucket, models };
}

/** Actions of its role: on versions of models, and on the key of the bucket. */
export const PROMOTION_ACTIONS = {
  objects: ["s3:PutObject", "s3:AbortMultipartUpload"],
  key: ["kms:Decrypt", "kms:GenerateDataKey"],
} as const;
