import { type Check } from "../check";
import { servicesWithout } from "./endpoint-missing";

export const endpointByNat: Check = {
  id: "endpoint-by-nat",
  severity: "warning",
  title: "calls of AWS services stay inside the VPC",
  why: "by NAT they cross the internet's edge and are billed by the GB; a policy of an endpoint never sees them",
  fix: "add the endpoint of the service",
  source: 'AWS PrivateLink guide, "What is AWS PrivateLink?" (read 2026-11-20)',
  run: (plan) => servicesWithout(plan, true),
};
