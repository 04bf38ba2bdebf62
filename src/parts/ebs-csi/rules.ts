import { type EnvironmentConfig } from "../../environment/environment";
import { type EbsCsi } from "./settings";
import { type RuleProblem, regionProblems } from "../../environment/rule-problems";

export const ebsCsiRules = ({ kmsKeyArn }: EbsCsi, config: EnvironmentConfig): RuleProblem[] =>
  kmsKeyArn === undefined ? [] : regionProblems(config, ["components", "ebs-csi", "kmsKeyArn"], kmsKeyArn);
