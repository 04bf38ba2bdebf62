import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type Check } from "../check";
import { narrow } from "./two-zones";

export const nodesInOneZone: Check = {
  id: "nodes-in-one-zone",
  severity: "warning",
  title: "nodes and Fargate pods use at least two zones of the region",
  why: "an outage of the only zone stops every model",
  fix: "remove zones of the node group, or add a node group in another zone; a demo can accept the outage",
  source: 'EKS best practices, "Reliability" (read 2026-11-20)',
  run: (plan) => interfacesOf(plan).workloads.flatMap(narrow),
};
