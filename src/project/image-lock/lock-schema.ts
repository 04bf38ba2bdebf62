import { z } from "../../base/zod";

/** A digest of an image or of the archive of a chart. */
export const DIGEST = /^sha256:[0-9a-f]{64}$/;

const digest = z
  .string()
  .regex(DIGEST, { error: "a digest: sha256: and 64 hexadecimal digits" })
  .optional()
  .describe("as recorded, or as the configuration states it; missing until then");
const tag = z.string().optional().describe("missing if only a digest names the image");
const target = z
  .string()
  .optional()
  .describe("repository of the account that it is copied to; missing if it is pulled from its source");
const cached = z
  .literal(true)
  .optional()
  .describe("ECR copies it at the first pull; missing if the script copies it");
const source = z.string().optional().describe("repository of its authors; missing if it is not known");
const platforms = z.array(z.string()).describe("platforms of the nodes and Fargate pods that pull it");
const usedBy = z.array(z.string()).describe("`LAYER/NAME` of releases and objects with pods");

/** Contents of an image lock. */
export const imageLockSchema = z.strictObject({
  format: z.literal(1).describe("increases when a key is removed or changes its meaning"),
  environment: z.string().describe("name of the environment"),
  registry: z.string().describe("ECR registry of the account"),
  region: z.string().describe("its region"),
  images: z
    .array(z.strictObject({ source, target, cached, tag, digest, platforms, usedBy }))
    .describe("images of charts, and images that pods pull from other registries"),
  charts: z
    .array(
      z.strictObject({
        chart: z.string().describe("its name"),
        version: z.string().describe("its version"),
        source,
        target,
        digest: digest.describe("SHA-256 of its archive, as in the index of a Helm repository"),
        usedBy,
      }),
    )
    .describe("Helm charts of repositories"),
  owned: z
    .array(z.strictObject({ target: z.string().describe("its repository"), tag, digest, platforms, usedBy }))
    .describe("images of the account's registry, which their owners build and push"),
  excepted: z
    .array(
      z.strictObject({
        name: z.string().describe("add-on, image or chart"),
        reason: z.string().describe("why nobody copies it"),
      }),
    )
    .describe("images and charts that are not listed one by one"),
  notJudged: z.array(z.string()).describe("statements on what the list may lack, and why"),
});
