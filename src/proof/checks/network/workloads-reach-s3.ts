import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

export const workloadsReachS3: Check = {
  id: "workloads-reach-s3",
  severity: "error",
  title: "nodes and pods reach S3",
  why: "S3 stores image layers and model files: without it, image pulls and model downloads fail",
  fix: "add an egress rule on TCP 443 to the prefix list of the S3 endpoint",
  source: 'Amazon ECR user guide, "vpc-endpoints"; VPC user guide, "gateway-endpoints" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "workloads-reach-s3"),
};
