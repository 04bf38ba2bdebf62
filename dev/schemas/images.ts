import { z } from "../../src/base/zod";
import { formatVersion } from "./shared";
import { imageLockSchema } from "../../src/project/image-lock/lock-schema";

/** `private-eks-inference lock images --json` */
export const imagesSchema = z.strictObject({
  formatVersion: formatVersion("lock images"),
  environments: z.array(
    imageLockSchema.extend({
      lock: z
        .string()
        .nullable()
        .describe("file of the lock as it was before a write; null if there was none"),
      isCurrent: z
        .boolean()
        .describe("false if that lock differs or is missing, or if something is not judged"),
    }),
  ),
});
