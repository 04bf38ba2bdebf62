import { own } from "../base/own";
import facts from "./names-of-endpoints.json";

/** Services that only applications call, such as pods outside of the stacks. No stack shows whether one does. */
export const APPLICATION_SERVICES: ReadonlySet<string> = new Set(["sagemaker.runtime"]);

/** A service with a VPC endpoint, by its short name (`com.amazonaws.<region>.<name>`). */
interface EndpointService {
  /** The kind without a price by the hour. S3 and DynamoDB also have interfaces, for callers outside of the VPC. */
  readonly kind: "gateway" | "interface";
  /** DNS names below the domain of a region. */
  readonly hosts: readonly string[];
  /** The loss in a network where they do not resolve to an endpoint. */
  readonly loss: string;
}

const SERVICES = facts.services as Readonly<Record<string, Partial<EndpointService>>>;

/** Titles of the services with a gateway endpoint. */
export const GATEWAYS: Readonly<Record<string, string>> = { s3: "S3", dynamodb: "DynamoDB" };

/** A service without a row is an interface with its own name. */
export const endpointService = (service: string): EndpointService => ({
  kind: "interface",
  hosts: [service],
  loss: `calls of ${service} fail`,
  ...own(SERVICES, service),
});
