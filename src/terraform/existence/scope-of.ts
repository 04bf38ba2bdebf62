import { type StackJson, asObject } from "../stack-json";
import { type StackScope } from "./interpreter";

export const stackScope = ({ json }: StackJson): StackScope => ({
  variables: asObject(json["variable"]),
  locals: asObject(json["locals"]),
});
