import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type Check } from "../check";
import { narrow } from "./two-zones";
import TEXTS from "./texts.json";

export const nodesInOneZone: Check = {
  id: "nodes-in-one-zone",
  severity: "warning",
  ...TEXTS["nodes-in-one-zone"],
  run: (plan) => interfacesOf(plan).workloads.flatMap(narrow),
};
