export { type Expression } from "./language/syntax/expression";
