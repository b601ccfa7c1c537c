// A content of H5P made here, with two libraries of its own: a whole that holds one question, says
// when it is answered, and keeps what was written in it.
import { zip } from "./zip";

const description = {
  title: "Un mot à écrire",
  language: "fr",
  mainLibrary: "H5P.Tout",
  embedTypes: ["iframe"],
  license: "CC0 1.0",
  preloadedDependencies: [
    { machineName: "H5P.Tout", majorVersion: 1, minorVersion: 0 },
    { machineName: "H5P.Mot", majorVersion: 1, minorVersion: 1 },
  ],
};

const content = { question: { library: "H5P.Mot 1.1", subContentId: "8a3a9d3f-5a35-4f6e-93a7-6f4d6f0f2a11", params: { mot: "préau" }, metadata: { title: "Le mot" } } };

// A whole in the manner of old libraries: functions, and prototypes by hand.
const whole = `var H5P = H5P || {};
H5P.Tout = (function ($, EventDispatcher) {
  function Tout(params, id, extras) {
    EventDispatcher.call(this);
    var self = this, state = (extras && extras.previousState) || {};
    this.contentId = id;
    var question = H5P.newRunnable(params.question, id, undefined, true, { parent: self, previousState: state.question });
    question.on('xAPI', function (event) {
      if (event.getVerb() === 'answered' && event.getScore() === event.getMaxScore()) self.triggerXAPICompleted(1, 1, true);
    });
    this.attach = function ($container) {
      $container.addClass('tout').append($('<h1>', { text: 'Un mot à écrire' }));
      question.attach($('<div>').appendTo($container));
      $('<p>', { text: self.isRoot() && !question.isRoot() ? 'Tout est en place.' : 'Rien ne va.' }).appendTo($container);
      self.setActivityStarted();
    };
    this.getCurrentState = function () { return { question: question.getCurrentState() }; };
  }
  Tout.prototype = Object.create(EventDispatcher.prototype);
  Tout.prototype.constructor = Tout;
  return Tout;
})(H5P.jQuery, H5P.EventDispatcher);`;

// And a question in the manner of new ones: a class.
const question = `H5P.Mot = class extends H5P.EventDispatcher {
  constructor(params, id, extras) { super(); this.params = params; this.written = extras.previousState || ''; }
  attach($container) {
    const label = document.createElement('label'), field = document.createElement('input'), check = document.createElement('button');
    label.append('Le mot ', field);
    field.value = this.written;
    field.oninput = () => { this.written = field.value; };
    check.textContent = 'Vérifier';
    check.onclick = () => this.triggerXAPIScored(field.value === this.params.mot ? 1 : 0, 1, 'answered', true, field.value === this.params.mot);
    $container.append(label, check);
  }
  getCurrentState() { return this.written; }
};`;

const library = (name: string, minor: number, more: object) => Buffer.from(JSON.stringify({ title: name, machineName: name, majorVersion: 1, minorVersion: minor, patchVersion: 0, runnable: 1, ...more }));

const files = [
  { name: "h5p.json", body: Buffer.from(JSON.stringify(description)) },
  { name: "content/content.json", body: Buffer.from(JSON.stringify(content)) },
  { name: "H5P.Tout-1.0/library.json", body: library("H5P.Tout", 0, { preloadedJs: [{ path: "tout.js" }], preloadedCss: [{ path: "tout.css" }] }) },
  { name: "H5P.Tout-1.0/tout.js", body: Buffer.from(whole) },
  { name: "H5P.Tout-1.0/tout.css", body: Buffer.from(".tout { padding: 1rem }") },
];

const part = [
  { name: "H5P.Mot-1.1/library.json", body: library("H5P.Mot", 1, { preloadedJs: [{ path: "mot.js" }] }) },
  { name: "H5P.Mot-1.1/mot.js", body: Buffer.from(question) },
];

/** The content with its libraries, and without the one of its question. */
export const word = { name: "mot.h5p", mimeType: "", buffer: zip([...files, ...part]) };
export const lacking = { name: "mot-seul.h5p", mimeType: "", buffer: zip(files) };
