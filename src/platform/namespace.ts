import { type ITerraformDependable } from "cdktf";

/** A namespace, and the resource that its objects depend on. */
export interface INamespace {
  readonly name: string;
  readonly resource: ITerraformDependable;
}
