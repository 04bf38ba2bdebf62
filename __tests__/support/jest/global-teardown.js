const { removeTemporaryFolder } = require("./temporary-folder.js");

module.exports = () => removeTemporaryFolder();
