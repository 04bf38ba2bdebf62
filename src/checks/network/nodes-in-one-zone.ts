import { interfacesOf } from "../../infrastructure/network-interfaces";
import { type Check, ruleOf } from "../check";
import { narrow } from "./two-zones";
import TEXTS from "./texts.json";

export const nodesInOneZone: Check = {
  ...ruleOf(TEXTS, "nodes-in-one-zone"),
  run: (plan) => interfacesOf(plan).workloads.flatMap(narrow),
};
