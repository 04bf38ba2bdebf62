import { z } from "../../../shared/values/zod";
import { environmentName } from "./shared";

/** `npm run report -- --json` */
export const reportSchema = z.strictObject({
  reports: z.array(
    z.strictObject({ environment: environmentName, file: z.string().describe("the written page") }),
  ),
});
