import { z } from "../../src/base/zod";
import { environmentName, formatVersion, notProved } from "./shared";

/** `private-eks-inference show report --json` */
export const reportSchema = z.strictObject({
  formatVersion: formatVersion("show report"),
  reports: z.array(
    z.strictObject({
      environment: environmentName,
      file: z.string().describe("the written page"),
      notProved,
    }),
  ),
});
