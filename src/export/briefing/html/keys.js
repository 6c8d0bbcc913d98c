"use strict";
addEventListener("keydown", function (event) {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
  var ways = { ArrowRight: 1, n: 1, ArrowLeft: -1, p: -1 };
  var way = ways[event.key];
  if (!way) return;
  var steps = Array.from(document.querySelectorAll("main > section, footer"));
  var now = -1;
  steps.forEach(function (step, at) {
    if (40 > step.getBoundingClientRect().top) now = at;
  });
  // From the middle of a step its beginning comes first.
  var back = 0 > way ? now > -1 ? 0 - Math.round(steps[now].getBoundingClientRect().top) : 0 : 0;
  var next = steps[back > 40 ? now : now + way];
  if (!next) return;
  event.preventDefault();
  next.scrollIntoView();
  next.focus({ preventScroll: true });
});
