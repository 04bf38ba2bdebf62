import { type PlannedResource } from "../terraform/environment-plan";
import { text } from "../terraform/stack-json";

/** Address of the Ingress whose ALB a data source finds by its host name; undefined for any other ALB. */
export const ingressOfLookup = ({ type, config }: PlannedResource): string | undefined =>
  type === "aws_lb" ? INGRESS_HOST.exec(text(config["name"]) ?? "")?.[1] : undefined;

const INGRESS_HOST = /[^\w.](kubernetes_ingress_v1\.\w+)\.status\[0\][\w.[\]]*\.hostname\b/;
