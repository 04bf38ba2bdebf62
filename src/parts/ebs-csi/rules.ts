import { type EnvironmentConfig } from "../../environment/environment";
import { type RuleProblem } from "../../environment/load-request";
import { regionProblems } from "../../environment/keys";
import { type EbsCsi } from "./settings";

export const ebsCsiRules = ({ kmsKeyArn }: EbsCsi, config: EnvironmentConfig): RuleProblem[] =>
  kmsKeyArn === undefined ? [] : regionProblems(config, ["components", "ebs-csi", "kmsKeyArn"], kmsKeyArn);
