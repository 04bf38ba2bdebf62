import { type z } from "zod";
import { type ReportName } from "../../src/project/command/report-formats";
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

/** The schema of each JSON report. */
export const JSON_SCHEMAS: Readonly<Record<ReportName, z.ZodType>> = {
  synth: synthSchema,
  check: checkSchema,
  explain: explainSchema,
  review: reviewSchema,
  cost: costSchema,
  "show report": reportSchema,
  "show runbook": runbookSchema,
  "show diagram": diagramSchema,
  verify: verifySchema,
  destroy: teardownSchema,
  adopt: adoptSchema,
  handoff: handoffSchema,
  "lock addresses": addressesSchema,
  "lock images": imagesSchema,
  policy: deployerPolicySchema,
  mutate: mutateSchema,
};
