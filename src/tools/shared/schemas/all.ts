import { type z } from "zod";
import { addressesSchema } from "./addresses";
import { adoptSchema } from "./adopt";
import { checkSchema } from "./check";
import { costSchema } from "./cost";
import { deployerPolicySchema } from "./deployer-policy";
import { diagramSchema } from "./diagram";
import { explainSchema } from "./explain";
import { handoffSchema } from "./handoff";
import { imagesSchema } from "./images";
import { mutateSchema } from "./mutate";
import { reportSchema } from "./report";
import { reviewSchema } from "./review";
import { runbookSchema } from "./runbook";
import { synthSchema } from "./synth";
import { teardownSchema } from "./teardown";
import { verifySchema } from "./verify";

/** The JSON report of each command, by the name of its npm script in versions without the binary. */
export const JSON_SCHEMAS: Readonly<Record<string, z.ZodType>> = {
  addresses: addressesSchema,
  adopt: adoptSchema,
  check: checkSchema,
  cost: costSchema,
  "deployer-policy": deployerPolicySchema,
  diagram: diagramSchema,
  explain: explainSchema,
  handoff: handoffSchema,
  images: imagesSchema,
  mutate: mutateSchema,
  report: reportSchema,
  review: reviewSchema,
  runbook: runbookSchema,
  synth: synthSchema,
  teardown: teardownSchema,
  verify: verifySchema,
};
