import { ACCEPTANCE_CASES } from "./acceptances";
import { type ReviewCase } from "./case";
import { CLUSTER_CASES } from "./cluster";
import { COST_CASES } from "./cost";
import { ENDED_ENTRY_CASES } from "./ended-entries";
import { ENDED_PERMISSION_CASES } from "./ended-permissions";
import { ENTRY_CASES } from "./entry";
import { IDENTITY_CASES } from "./identity";
import { KEPT_DATA_CASES } from "./kept-data";
import { MODEL_LIST_CASES } from "./model-lists";
import { MODEL_PROGRAM_CASES } from "./model-programs";
import { MODEL_SIZE_CASES } from "./model-sizes";
import { MONITORING_CASES } from "./monitoring";
import { NETWORK_CASES } from "./network";
import { NODE_CASES } from "./nodes";
import { OPENING_CASES } from "./openings";
import { OWN_CHART_CASES } from "./own-charts";
import { OWN_TERRAFORM_CASES } from "./own-terraform";
import { PATH_CASES } from "./paths";
import { PLATFORM_PART_CASES } from "./platform-parts";
import { RIGHTS_CASES } from "./rights";
import { SEVERAL_CHANGE_CASES } from "./several-changes";
import { STATE_CASES } from "./state";
import { STORED_DATA_CASES } from "./stored-data";
import { TRAFFIC_CASES } from "./traffic";

/** All changes with an expected verdict. */
export const REVIEW_CASES: readonly ReviewCase[] = [
  ...NETWORK_CASES,
  ...PATH_CASES,
  ...TRAFFIC_CASES,
  ...ENTRY_CASES,
  ...ENDED_PERMISSION_CASES,
  ...ENDED_ENTRY_CASES,
  ...CLUSTER_CASES,
  ...NODE_CASES,
  ...STATE_CASES,
  ...IDENTITY_CASES,
  ...MODEL_PROGRAM_CASES,
  ...MODEL_SIZE_CASES,
  ...MODEL_LIST_CASES,
  ...MONITORING_CASES,
  ...STORED_DATA_CASES,
  ...KEPT_DATA_CASES,
  ...PLATFORM_PART_CASES,
  ...OWN_CHART_CASES,
  ...OWN_TERRAFORM_CASES,
  ...RIGHTS_CASES,
  ...OPENING_CASES,
  ...ACCEPTANCE_CASES,
  ...COST_CASES,
  ...SEVERAL_CHANGE_CASES,
];
