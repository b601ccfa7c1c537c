/** The part that was launched has ended. In the app's frame its page goes on; a window closes. */
const app = document.querySelector('meta[name="app-origin"]').content;
if (window.parent !== window) window.parent.postMessage({ preau: "scorm", type: "back" }, app);
else window.close();
