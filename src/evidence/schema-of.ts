/** Its reader stays beside the files that it reads. */
export { addedTo, extractOf, newestOf, schemaOf, typeNames } from "./provider-schemas/schema-of";
