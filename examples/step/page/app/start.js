// examples/step/page/app/zz_start.js: opens the recording in the page and starts the app.
globalThis.Vitro = globalThis.Vitro || {};
