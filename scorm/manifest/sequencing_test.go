package manifest

import (
	"reflect"
	"strings"
	"testing"
)

// sequenced is a manifest whose only item has this sequencing, and this collection.
func sequenced(item, collection string) string {
	return head2004 + strings.Replace(orgs, "</item>", item+"</item>", 1) +
		strings.TrimSuffix(resources, "</manifest>") + collection + "</manifest>"
}

func itemOf(t *testing.T, text string) (Item, *Manifest) {
	t.Helper()
	m := mustParse(t, text)
	return m.Organizations[0].Children[0], m
}

var defaults = Sequencing{
	Control:       ControlMode{Choice: true, ChoiceExit: true, CurrentObjectives: true, CurrentProgress: true},
	Rollup:        Rollup{ObjectiveSatisfied: true, ProgressCompletion: true, MeasureWeight: 1},
	Objectives:    []Objective{{Primary: true, MinMeasure: 1}},
	Randomization: Randomization{Timing: "never", SelectionTiming: "never"},
	Delivery:      Delivery{Tracked: true},
	Consider:      RollupConsiderations{"always", "always", "always", "always", true},
}

func TestSequencingDefaults(t *testing.T) {
	item, m := itemOf(t, sequenced("", ""))
	if !reflect.DeepEqual(item.Sequencing, defaults) || !reflect.DeepEqual(m.Organizations[0].Sequencing, defaults) {
		t.Errorf("got %+v", item.Sequencing)
	}
	if item.CompletionThreshold != (CompletionThreshold{MinMeasure: 1, Weight: 1}) {
		t.Errorf("got %+v", item.CompletionThreshold)
	}
	if !m.Organizations[0].ObjectivesGlobalToSystem || !m.Organizations[0].SharedDataGlobalToSystem {
		t.Error("global to the system unless said")
	}
	item, _ = itemOf(t, sequenced("<imsss:sequencing/>", ""))
	stated := defaults
	stated.Stated = true
	if !reflect.DeepEqual(item.Sequencing, stated) {
		t.Errorf("got %+v", item.Sequencing)
	}
}

func TestSequencingInFull(t *testing.T) {
	item, m := itemOf(t, sequenced(`<imsss:sequencing>
	<imsss:controlMode choice="false" choiceExit="false" flow="true" forwardOnly="1" useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/>
	<imsss:sequencingRules>
	 <imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">
	  <imsss:ruleCondition condition="satisfied"/><imsss:ruleCondition condition="objectiveMeasureGreaterThan" operator="not" referencedObjective="s1" measureThreshold="-0.5"/>
	 </imsss:ruleConditions><imsss:ruleAction action="Skip"/></imsss:preConditionRule>
	 <imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="completed"/></imsss:ruleConditions><imsss:ruleAction action="exit"/></imsss:exitConditionRule>
	 <imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="retryAll"/></imsss:postConditionRule>
	 <imsss:postConditionRule><imsss:ruleAction action="retry"/></imsss:postConditionRule>
	</imsss:sequencingRules>
	<imsss:limitConditions attemptLimit="0" attemptAbsoluteDurationLimit="PT1H"/>
	<imsss:auxiliaryResources><imsss:auxiliaryResource auxiliaryResourceID="x" purpose="y"/></imsss:auxiliaryResources>
	<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false" objectiveMeasureWeight="0.25">
	 <imsss:rollupRule childActivitySet="atLeastCount" minimumCount="2" minimumPercent="0.5"><imsss:rollupConditions conditionCombination="all">
	  <imsss:rollupCondition condition="attempted" operator="not"/></imsss:rollupConditions><imsss:rollupAction action="notSatisfied"/></imsss:rollupRule>
	</imsss:rollupRules>
	<imsss:objectives><imsss:objective objectiveID="s1"><imsss:mapInfo targetObjectiveID="g1" readSatisfiedStatus="false" writeNormalizedMeasure="true"/></imsss:objective>
	 <imsss:primaryObjective objectiveID="p" satisfiedByMeasure="true"><imsss:minNormalizedMeasure> 0.6 </imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>
	<imsss:randomizationControls randomizationTiming="once" selectCount="3" reorderChildren="true" selectionTiming="onEachNewAttempt"/>
	<imsss:deliveryControls tracked="false" completionSetByContent="true" objectiveSetByContent="true"/>
	<adlseq:constrainedChoiceConsiderations preventActivation="true" constrainChoice="true"/>
	<adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" requiredForNotSatisfied="ifNotSkipped" requiredForCompleted="ifNotSuspended" requiredForIncomplete="sometimes" measureSatisfactionIfActive="false"/>
	<adlseq:objectives><adlseq:objective objectiveID="s1"><adlseq:mapInfo targetObjectiveID="g1" readRawScore="false" writeCompletionStatus="true"/><adlseq:mapInfo targetObjectiveID="g2"/></adlseq:objective></adlseq:objectives>
	</imsss:sequencing>
	<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8" progressWeight="0.5"/>
	<adlcp:data><adlcp:map targetID="d1" writeSharedData="false"/></adlcp:data>
	<adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI><adlnav:hideLMSUI>exitAll</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>`, ""))
	none := 0
	want := Sequencing{
		Stated:  true,
		Control: ControlMode{Flow: true, ForwardOnly: true},
		Pre: []Rule{{Combination: "any", Action: "skip", Conditions: []Condition{
			{Condition: "satisfied"}, {Condition: "objectiveMeasureGreaterThan", Not: true, Objective: "s1", Threshold: -0.5}}}},
		Exit:   []Rule{{Combination: "all", Action: "exit", Conditions: []Condition{{Condition: "completed"}}}},
		Post:   []Rule{{Combination: "all", Action: "retryAll", Conditions: []Condition{{Condition: "always"}}}},
		Limits: Limits{Attempts: &none, AttemptAbsoluteDuration: "PT1H"},
		Rollup: Rollup{MeasureWeight: 0.25, Rules: []RollupRule{{Children: "atLeastCount", MinimumCount: 2, MinimumPercent: 0.5,
			Combination: "all", Conditions: []Condition{{Condition: "attempted", Not: true}}, Action: "notSatisfied"}}},
		Objectives: []Objective{
			{ID: "p", Primary: true, SatisfiedByMeasure: true, MinMeasure: 0.6},
			{ID: "s1", MinMeasure: 1, Maps: []ObjectiveMap{
				{Target: "g1", IMS: true, ADL: true, ReadMeasure: true, WriteMeasure: true, ReadMin: true, ReadMax: true, ReadCompletion: true, ReadProgress: true, WriteCompletion: true},
				{Target: "g2", ADL: true, ReadSatisfied: true, ReadMeasure: true, ReadRaw: true, ReadMin: true, ReadMax: true, ReadCompletion: true, ReadProgress: true},
			}},
		},
		Randomization: Randomization{Timing: "once", SelectCount: 3, ReorderChildren: true, SelectionTiming: "onEachNewAttempt"},
		Delivery:      Delivery{CompletionSetByContent: true, ObjectiveSetByContent: true},
		Choice:        ConstrainedChoice{PreventActivation: true, ConstrainChoice: true},
		Consider:      RollupConsiderations{"ifAttempted", "ifNotSkipped", "ifNotSuspended", "always", false},
	}
	if !reflect.DeepEqual(item.Sequencing, want) {
		t.Errorf("got  %+v\nwant %+v", item.Sequencing, want)
	}
	if item.CompletionThreshold != (CompletionThreshold{true, 0.8, 0.5}) || !reflect.DeepEqual(item.Data, []DataMap{{"d1", true, false}}) ||
		!reflect.DeepEqual(item.HideUI, []string{"continue", "exitAll"}) {
		t.Errorf("got %+v %+v %+v", item.CompletionThreshold, item.Data, item.HideUI)
	}
	if got := strings.Join(codes(m), " "); got != "unknown_word rule_ignored" {
		t.Errorf("warnings %q", got)
	}
}

func TestSequencingCollection(t *testing.T) {
	collection := `<imsss:sequencingCollection><imsss:sequencing ID=" shared "><imsss:controlMode flow="true" choice="false"/>
		<imsss:deliveryControls tracked="false"/><imsss:objectives><imsss:primaryObjective objectiveID="theirs"/></imsss:objectives>
		<adlseq:objectives><adlseq:objective objectiveID="own"><adlseq:mapInfo targetObjectiveID="g"/></adlseq:objective></adlseq:objectives></imsss:sequencing></imsss:sequencingCollection>`
	item, _ := itemOf(t, sequenced(`<imsss:sequencing IDRef="shared"><imsss:controlMode forwardOnly="true"/><imsss:objectives><imsss:primaryObjective objectiveID="own"/></imsss:objectives></imsss:sequencing>`, collection))
	want := defaults
	want.Stated = true
	want.Control.ForwardOnly = true // its own controlMode replaces the shared one as a whole
	want.Delivery.Tracked = false
	theMap := newMap("g")
	theMap.ADL = true
	want.Objectives = []Objective{{ID: "own", Primary: true, MinMeasure: 1, Maps: []ObjectiveMap{theMap}}}
	if !reflect.DeepEqual(item.Sequencing, want) {
		t.Errorf("got  %+v\nwant %+v", item.Sequencing, want)
	}
	_, m := itemOf(t, sequenced(`<imsss:sequencing IDRef="gone"/>`, collection))
	if got := strings.Join(codes(m), " "); got != "sequencing_missing" {
		t.Errorf("warnings %q", got)
	}
}

// TestCompletionThresholdAsText is the form of the 2nd and 3rd editions.
func TestCompletionThresholdAsText(t *testing.T) {
	item, _ := itemOf(t, sequenced(`<adlcp:completionThreshold>0.75</adlcp:completionThreshold>`, ""))
	if item.CompletionThreshold != (CompletionThreshold{true, 0.75, 1}) {
		t.Errorf("got %+v", item.CompletionThreshold)
	}
}

// TestADLObjectivesWithoutNameSpace tells the two elements named objectives apart by content.
func TestADLObjectivesWithoutNameSpace(t *testing.T) {
	text := sequenced(`<sequencing><objectives><primaryObjective objectiveID="p"/></objectives><objectives><objective objectiveID="p"><mapInfo targetObjectiveID="g" writeRawScore="true"/></objective></objectives></sequencing>`, "")
	item, _ := itemOf(t, text)
	if len(item.Sequencing.Objectives) != 1 || !item.Sequencing.Objectives[0].Maps[0].WriteRaw {
		t.Errorf("got %+v", item.Sequencing.Objectives)
	}
}
