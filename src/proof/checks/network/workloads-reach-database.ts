import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const workloadsReachDatabase: Check = {
  id: "workloads-reach-database",
  severity: "error",
  title: "pods reach the databases that their variables name",
  why: "without the rules, a program waits for its database and never becomes ready",
  fix: "add the missing rules between the security groups, on both sides",
  source: 'Amazon RDS user guide, "Controlling access with security groups" (unconfirmed)',
  run: (plan) => stoppedFlows(plan, "workloads-reach-database"),
};
