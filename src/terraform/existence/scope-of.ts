import { type StackJson, asObject } from "../stack-json";
import { type Scope } from "./interpreter";

export const stackScope = ({ json }: StackJson): Scope => ({
  variables: asObject(json["variable"]),
  locals: asObject(json["locals"]),
});
