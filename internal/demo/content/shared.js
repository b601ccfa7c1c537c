// What the demonstration packages share: finding the run-time of either edition, and a page
// that says it was read, or a small quiz that gives a score.
'use strict';

function findAPI(name) {
  try {
    for (let w = window, hops = 0; w && hops < 20; w = w.parent, hops++) {
      if (w[name]) return w[name];
      if (w.parent === w) break;
    }
  } catch {
    // a frame of another origin: the run-time is not above it
  }
  return null;
}

const scorm2004 = findAPI('API_1484_11');
const scorm12 = scorm2004 ? null : findAPI('API');

const runtime = {
  start() { return scorm2004 ? scorm2004.Initialize('') : scorm12 && scorm12.LMSInitialize(''); },
  get(element) { return scorm2004 ? scorm2004.GetValue(element) : scorm12 ? scorm12.LMSGetValue(element) : ''; },
  set(element, value) { return scorm2004 ? scorm2004.SetValue(element, String(value)) : scorm12 && scorm12.LMSSetValue(element, String(value)); },
  commit() { return scorm2004 ? scorm2004.Commit('') : scorm12 && scorm12.LMSCommit(''); },
  stop() { return scorm2004 ? scorm2004.Terminate('') : scorm12 && scorm12.LMSFinish(''); },
};

const openedAt = Date.now();
let done = false; // read, or answered: SCORM 1.2 calls completed what ends without a status
let stopped = false;

function sessionTime() {
  const seconds = Math.round((Date.now() - openedAt) / 1000);
  if (scorm2004) return `PT${seconds}S`;
  const two = (n) => String(n).padStart(2, '0');
  return `${String(Math.floor(seconds / 3600)).padStart(4, '0')}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

function finish() {
  if (stopped) return;
  stopped = true;
  runtime.set(scorm2004 ? 'cmi.session_time' : 'cmi.core.session_time', sessionTime());
  if (scorm2004) runtime.set('cmi.exit', 'normal'); // unread or not, as real packages do
  else runtime.set('cmi.core.exit', done ? '' : 'suspend');
  runtime.stop();
}

// A page of a lesson: complete when its reader says so.
function lesson() {
  runtime.start();
  const said = document.querySelector('[role=status]');
  document.querySelector('button').addEventListener('click', () => {
    if (scorm2004) {
      runtime.set('cmi.completion_status', 'completed');
      runtime.set('cmi.success_status', 'passed');
      runtime.set('cmi.progress_measure', '1');
    } else {
      runtime.set('cmi.core.lesson_status', 'completed');
    }
    runtime.commit();
    done = true;
    said.textContent = 'C’est noté. Vous pouvez passer à la suite.';
  });
  addEventListener('pagehide', finish);
}

// A quiz: one radio group a question; the value "1" is right.
function quiz(pass) {
  runtime.start();
  const form = document.querySelector('form');
  const said = document.querySelector('[role=status]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const questions = [...form.querySelectorAll('fieldset')];
    const answers = questions.map((q) => q.querySelector('input:checked'));
    if (answers.includes(null)) {
      said.textContent = 'Répondez à chaque question avant de valider.';
      return;
    }
    const right = answers.filter((a) => a.value === '1').length;
    const score = right / questions.length;
    answers.forEach((a, i) => report(i, questions[i].id, a.id, a.value === '1'));
    reportScore(score, score >= pass);
    runtime.commit();
    done = true;
    said.textContent = `${right} sur ${questions.length}. ${score >= pass ? 'C’est réussi.' : 'Relisez les pages, puis recommencez.'}`;
  });
  addEventListener('pagehide', finish);
}

function report(index, question, answer, right) {
  const at = `cmi.interactions.${index}`;
  runtime.set(`${at}.id`, question);
  runtime.set(`${at}.type`, 'choice');
  runtime.set(`${at}.${scorm2004 ? 'learner_response' : 'student_response'}`, scorm2004 ? answer : answer.slice(-1));
  runtime.set(`${at}.result`, right ? 'correct' : scorm2004 ? 'incorrect' : 'wrong');
}

function reportScore(score, passed) {
  const core = scorm2004 ? 'cmi' : 'cmi.core';
  runtime.set(`${core}.score.min`, 0);
  runtime.set(`${core}.score.max`, 100);
  runtime.set(`${core}.score.raw`, Math.round(score * 100));
  if (scorm2004) {
    runtime.set('cmi.score.scaled', score.toFixed(2));
    runtime.set('cmi.completion_status', 'completed');
    runtime.set('cmi.success_status', passed ? 'passed' : 'failed');
  } else {
    runtime.set('cmi.core.lesson_status', passed ? 'passed' : 'failed');
  }
}
