import { type Check } from "../check";
import { servicesWithout } from "./endpoint-missing";

export const endpointByNat: Check = {
  id: "endpoint-by-nat",
  severity: "warning",
  title: "calls to AWS services stay inside the VPC",
  why: "calls through NAT leave the VPC, are billed by the GB, and bypass endpoint policies",
  fix: "remove network.endpoints.interfaces if the file sets it; where the region has no such endpoint, waive the finding",
  source: 'AWS PrivateLink guide, "What is AWS PrivateLink?" (read 2026-11-20)',
  run: (plan) => servicesWithout(plan, true),
};
