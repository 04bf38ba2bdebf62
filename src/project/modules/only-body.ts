import { type JsonObject, type Json, bodiesOf } from "../../terraform/stack-json";

/** The body of a block that occurs once at most; empty where there is none. */
export const onlyBody = (value: Json | undefined): JsonObject => bodiesOf(value)[0] ?? {};
