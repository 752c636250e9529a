/* An HTML element that dash.html cannot say, with its attributes as they are. */
(function () {
  "use strict";
  function Plain(props) {
    var given = Object.assign({}, props.attributes);
    // A value that the page brings is where the reader starts from, not what he is held to.
    if (props.tag === "input") {
      if ("value" in given) { given.key = given.value; given.defaultValue = given.value; delete given.value; }
      if ("checked" in given) { given.defaultChecked = true; delete given.checked; }
    }
    return window.React.createElement(props.tag, given, props.children);
  }
  window.cockpit = Object.assign(window.cockpit || {}, { Plain: Plain });
})();
