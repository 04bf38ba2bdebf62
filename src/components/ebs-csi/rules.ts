import { type EnvironmentConfig } from "../../config/environment";
import { type RuleProblem } from "../../config/loader/load";
import { regionProblems } from "../../config/rules/keys";
import { type EbsCsi } from "./settings";

export const ebsCsiRules = ({ kmsKeyArn }: EbsCsi, config: EnvironmentConfig): RuleProblem[] =>
  kmsKeyArn === undefined ? [] : regionProblems(config, ["components", "ebs-csi", "kmsKeyArn"], kmsKeyArn);
