// @ts-check
"use strict";

const { existsSync, readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");
const { gunzipSync } = require("node:zlib");

/**
 * A text that a bundled package or module lacks, with the version for which it was read.
 *
 * @typedef {object} Row
 * @property {string} version
 * @property {string} [licence]
 * @property {string} [copyright]
 * @property {string} [source]
 * @property {string} text path of the text
 * @property {string} from
 *
 * @typedef {object} Section
 * @property {string} name
 * @property {string} version
 * @property {string} licence
 * @property {string} source
 * @property {string} text
 * @property {string} [from]
 */

const INTRODUCTION = `# Third-party licences

The files of \`dist\` contain these packages, bundled and minified by esbuild, and Go modules that one of them contains as
WebAssembly. \`Modified\` says whether a source file differs from the published one. This file is generated from the inputs of
the bundles.
`;

/**
 * The licences of everything in the bundles. Throws where a text is missing, or was read for another version.
 * @param {string} root @param {string[]} files paths of the bundled files of packages @returns {string}
 */
function thirdPartyLicences(root, files) {
  const table = JSON.parse(readFileSync(join(root, "dev/bundle/licences/table.json"), "utf8"));
  /** @type {Section[]} */
  const packages = homesOf(files).map((home) => packageSection(root, home, table.packages));
  const go = librarySections(root, goModules(root), table.goModules);
  return [
    INTRODUCTION,
    `Texts that a package does not contain were read on ${table.read}.\n`,
    ...packages.map(textOf),
    listOf("Go modules in dist/wasm/main.wasm.gz, as its build information names them", go),
    ...go.map(textOf),
  ].join("\n");
}

/** Folders of the packages. @param {string[]} files */
function homesOf(files) {
  const homes = files.map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? file);
  return [...new Set(homes)].sort();
}

/** @param {string} root @param {string} home @param {Record<string, Row>} table @returns {Section} */
function packageSection(root, home, table) {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(root, home, "package.json"), "utf8"),
  );
  const own = readdirSync(join(root, home)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file));
  const source = addressOf(repository, license === "MPL-2.0" ? `/tree/v${version}` : "");
  const section = { name, version, licence: license, source };
  if (own.length > 0)
    return { ...section, text: own.map((file) => readFileSync(join(root, home, file), "utf8")).join("\n") };
  return { ...section, ...rowText(root, name, version, table[name]) };
}

/** @param {string} root @param {Map<string, string>} versions @param {Record<string, Row>} table @returns {Section[]} */
const librarySections = (root, versions, table) =>
  [...versions].map(([name, version]) => {
    const row = table[name];
    const source =
      row?.source ?? (name.includes("/") ? `https://pkg.go.dev/${name}@${version}` : "see above");
    return { name, version, licence: row?.licence ?? "", source, ...rowText(root, name, version, row) };
  });

/** @param {string} root @param {string} name @param {string} version @param {Row | undefined} row */
function rowText(root, name, version, row) {
  if (row?.version !== version || !existsSync(join(root, row.text)))
    throw new Error(
      `${name} ${version}: got no licence text, expected one in the package or a row of dev/bundle/licences/table.json ` +
        "for this version; add the row with its text",
    );
  const { copyright = "", text, from } = row;
  return { from, text: `${copyright}\n\n${readFileSync(join(root, text), "utf8")}`.trim() };
}

/** Address of the sources; the MPL requires that of the version. @param {string | { url: string }} repository @param {string} path */
function addressOf(repository, path) {
  const url = typeof repository === "string" ? repository : repository.url;
  const [, owner, name] = /(?:^|github(?:\.com)?[:/])([\w.-]+)\/([\w.-]+?)(?:\.git)?$/.exec(url) ?? [];
  return `https://github.com/${owner}/${name}${path}`;
}

/** Modules of the HCL parser: Go writes them into each program that it builds. @param {string} root */
function goModules(root) {
  const wasm = gunzipSync(readFileSync(join(root, "node_modules/@cdktf/hcl2json/main.wasm.gz"))).toString(
    "latin1",
  );
  const modules = [...wasm.matchAll(/^dep\t(\S+)\t(\S+)\t/gm)].map(
    ([, name = "", version = ""]) => /** @type {[string, string]} */ ([name, version]),
  );
  const [go] = /\bgo1\.\d+\.\d+\b/.exec(wasm) ?? [];
  if (modules.length === 0 || go === undefined) throw new Error("main.wasm.gz: no build information of Go");
  return new Map([...modules, ["go", go]]);
}

/** @param {Section} section */
const textOf = ({ name, version, licence, source, text, from }) =>
  [
    `## ${name} ${version}`,
    "",
    `Licence: ${licence}`,
    "Modified: no",
    `Source: ${source}`,
    ...(from === undefined ? [] : [`Text: ${from}`]),
    "",
    // As a code block without a fence, since some texts are Markdown.
    text.trim().replace(/^(?=.)/gm, "    "),
    "",
  ].join("\n");

/** @param {string} title @param {Section[]} sections */
const listOf = (title, sections) =>
  [
    `# ${title}`,
    "",
    "| name | version | licence |",
    "| --- | --- | --- |",
    ...sections.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`),
    "",
  ].join("\n");

module.exports = { thirdPartyLicences };
