import { type EbsCsi } from "./settings";
import { type RuleProblem, regionProblems } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

export const ebsCsiRules = ({ kmsKeyArn }: EbsCsi, config: EnvironmentConfig): RuleProblem[] =>
  kmsKeyArn === undefined ? [] : regionProblems(config, ["components", "ebs-csi", "kmsKeyArn"], kmsKeyArn);
