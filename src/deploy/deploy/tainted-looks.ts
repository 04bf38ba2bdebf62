import { GUARDS } from "../../evidence/guards";
import { STORED_DATA } from "../../evidence/stored-data";
import { type JsonObject } from "../../terraform/stack-json";
import known from "./aws-looks.json";

/** Whether objects of a type hold data: those whose data is known, and those with an argument against their deletion. */
export const holdsData = (type: string, attributes: JsonObject): boolean =>
  Object.hasOwn(STORED_DATA, type) ||
  Object.keys(attributes).some((key) => GUARDS.some(({ argument }) => argument.test(key)));

/** Objects of Kubernetes that hold pods, volumes or an address of clients. */
export const KUBERNETES_HOLDERS =
  /^(helm_release|kubernetes_(namespace|deployment|stateful_set|daemon_set|ingress|service|persistent_volume|persistent_volume_claim)(_v\d)?)$/;

/** A look at an object in AWS. */
interface AwsLook {
  /** Call of the AWS CLI, in which the name of an attribute is a placeholder for its value. */
  readonly call: string;
  /** Path of the status in the answer. @default - an object that is found is complete */
  readonly status?: string;
  /** Pattern of the status of a complete object. */
  readonly complete?: string;
}

/** Looks at emitted types that hold data, pods or a way in. */
export const AWS_LOOKS: Readonly<Record<string, AwsLook>> = known.looks;
