<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en">
  <context>
    <name>Nearpair</name>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source> (recall {search}, at least {search2} on {search3} images)</source>
      <translation> (재현율 {search}, 이미지 {search3}개 표본에서 최소 {search2})</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;About Nearpair</source>
      <translation>Nearpair 정보(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Accept</source>
      <translation>적용(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Actual size</source>
      <translation>실제 크기(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Add folder…</source>
      <translation>폴더 추가(&amp;A)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Back to the pairs</source>
      <translation>쌍 보기로 돌아가기(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Blink</source>
      <translation>번갈아 보기(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Close project</source>
      <translation>프로젝트 닫기(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Collection</source>
      <translation>컬렉션(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Dark</source>
      <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Degree…</source>
      <translation>정도(&amp;D)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;English</source>
      <translation>영어 (&amp;English)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Fetch weights</source>
      <translation>가중치 내려받기(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Find an action…</source>
      <translation>동작 찾기(&amp;F)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Fit</source>
      <translation>맞춤(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Fit the verifier</source>
      <translation>검증기 맞추기(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Full screen</source>
      <translation>전체 화면(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>&amp;Go</source>
      <translation>이동(&amp;G)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Go on with the training</source>
      <translation>학습 이어서 하기(&amp;G)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Group view</source>
      <translation>그룹 보기(&amp;G)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <location filename="../../app/gui/widgets/help_viewer.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>&amp;Help</source>
      <translation>도움말(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;History</source>
      <translation>기록(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Keys</source>
      <translation>단축키(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Later</source>
      <translation>나중에(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Leakage between parts…</source>
      <translation>부분 사이의 누출(&amp;L)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Less of the right picture</source>
      <translation>오른쪽 이미지 덜 보이게(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Light</source>
      <translation>밝게(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Lists to look at again</source>
      <translation>다시 볼 목록(&amp;L)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Mine</source>
      <translation>마이닝(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Mine candidates</source>
      <translation>후보 마이닝(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;More of the right picture</source>
      <translation>오른쪽 이미지 더 보이게(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;New project from a folder…</source>
      <translation>폴더로 새 프로젝트 만들기(&amp;N)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Next pair</source>
      <translation>다음 쌍(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Open project…</source>
      <translation>프로젝트 열기(&amp;O)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Overlay</source>
      <translation>겹쳐 보기(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Pause the training</source>
      <translation>학습 일시 중지(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>&amp;Pictures</source>
      <translation>이미지(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Previous pair</source>
      <translation>이전 쌍(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>&amp;Project</source>
      <translation>프로젝트(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Proof sheet</source>
      <translation>교정 시트(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Proposals of rules</source>
      <translation>규칙의 제안(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Quit</source>
      <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Read folders again</source>
      <translation>폴더 다시 읽기(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Report of the evaluation…</source>
      <translation>평가 보고서(&amp;R)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>&amp;Review</source>
      <translation>검토(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Rotate right image</source>
      <translation>오른쪽 이미지 회전(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Search images</source>
      <translation>이미지 검색(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Tags…</source>
      <translation>태그(&amp;T)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Train</source>
      <translation>학습(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Try problem files again</source>
      <translation>문제 파일 다시 시도(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>&amp;Unsure</source>
      <translation>모르겠음(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>&amp;View</source>
      <translation>보기(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>&amp;Work</source>
      <translation>작업(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>1 changed region</source>
      <translation>바뀐 영역 1곳</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/sheet.py" />
      <source>1 to 4 grade the framed picture. Enter: NND for all without a sign. Esc: no frame.</source>
      <translation>1~4: 테두리가 있는 이미지 채점. Enter: 표시가 없는 나머지는 모두 NND. Esc: 테두리 없애기.</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>1 to 4: the framed picture against all others. Space marks it. Enter: all are ND.</source>
      <translation>1~4: 테두리가 있는 이미지와 나머지 모두의 등급. Space: 표시. Enter: 모두 ND.</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>1: the marked are one group. 2, 3, 4: the marked against all others; 3 splits them off. Space: mark or not. Esc: no marks.</source>
      <translation>1: 표시한 이미지를 한 그룹으로. 2, 3, 4: 표시한 이미지와 나머지 모두의 등급(3은 떼어 냄). Space: 표시 또는 해제. Esc: 표시 모두 지우기.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <location filename="../../app/gui/widgets/report_cards.py" />
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>95 % interval in brackets</source>
      <translation>괄호 안은 95 % 구간</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>A and C, where A-B and B-C are graded ND and nobody has graded A-C: a slip shows there.</source>
      <translation>A-B와 B-C가 ND로 채점되었고 A-C는 아무도 채점하지 않은 경우의 A와 C입니다. 실수가 여기서 드러납니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/review_frame.py" />
      <source>A batch is a list of pairs to look at. Mine candidate pairs first, then draw a batch from them.</source>
      <translation>배치는 살펴볼 쌍의 목록입니다. 먼저 후보 쌍을 마이닝한 다음 그 가운데서 배치를 뽑으세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>A batch of {pairs} is ready to grade.</source>
      <translation>채점할 배치가 준비되었습니다: {pairs}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/bug_dialog.py" />
      <source>A bug in Nearpair</source>
      <translation>Nearpair의 버그</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>A distance says nothing of how many matches it misses and how many it invents.</source>
      <translation>거리만으로는 일치를 얼마나 놓치고 얼마나 지어내는지 알 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/relink_offer.py" />
      <source>A file is gone. Say where its folder is now; grades stay.</source>
      <translation>파일이 없어졌습니다. 폴더가 지금 어디에 있는지 알려 주세요. 등급은 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_story.py" />
      <source>A file is gone. “Relink folder…” finds a folder that was moved.</source>
      <translation>파일이 없어졌습니다. “폴더 다시 연결…”로 옮겨진 폴더를 찾을 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/comparing.py" />
      <source>A file is missing: there is nothing to compare</source>
      <translation>파일이 없어 비교할 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>A file whose decoding takes longer is listed as timed out.</source>
      <translation>디코딩이 이보다 오래 걸리는 파일은 시간 초과로 목록에 오릅니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>A file whose decoding takes more is listed; the others go on. As many decoders run as threads.</source>
      <translation>디코딩에 이보다 많은 메모리가 드는 파일은 목록에 오르고 나머지는 계속됩니다. 디코더는 스레드 수만큼 실행됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>A folder of pictures</source>
      <translation>이미지 폴더</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>A folder that was moved or renamed is found again; every grade stays.</source>
      <translation>옮기거나 이름을 바꾼 폴더를 다시 찾습니다. 등급은 모두 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/keys.py" />
      <source>A grade needs a key by itself, without Ctrl, Alt or Shift.</source>
      <translation>등급에는 Ctrl, Alt, Shift 없이 키 하나만 지정할 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../models/heads/__init__.py" />
      <source>A linear map and a small layer beside it, learned from grades, started at the whitened one.</source>
      <translation>선형 사상과 그 곁의 작은 층. 백색화한 것에서 시작해 등급으로 학습합니다.</translation>
    </message>
    <message>
      <location filename="../../models/students/__init__.py" />
      <source>A linear map and a small layer beside it, on the network's cached features: seconds on any machine.</source>
      <translation>신경망의 캐시된 특징 위의 선형 사상과 그 곁의 작은 층. 어느 컴퓨터에서든 몇 초면 됩니다.</translation>
    </message>
    <message>
      <location filename="../../models/students/__init__.py" />
      <source>A linear map behind the network, on its cached features: seconds on any machine.</source>
      <translation>캐시된 특징을 쓰는, 신경망 뒤의 선형 사상: 어느 컴퓨터에서든 몇 초.</translation>
    </message>
    <message>
      <location filename="../../models/heads/__init__.py" />
      <source>A linear map learned from grades, started at the whitened one.</source>
      <translation>백색화 사상에서 시작해 등급으로 학습하는 선형 사상.</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find_report.py" />
      <source>A match is {result}. Embedder: {result2}.</source>
      <translation>일치 기준: {result}. 임베더: {result2}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>A match is {rule}. Embedder: {embedder}.</source>
      <translation>일치 기준: {rule}. 임베더: {embedder}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>A miner compares every picture with its neighbours and proposes the closest pairs.</source>
      <translation>마이너는 모든 이미지를 이웃과 비교해 가장 가까운 쌍을 제안합니다.</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>A network of your own as a TorchScript file (SSCD, say), described by a JSON file beside it.</source>
      <translation>TorchScript 파일로 된 사용자의 신경망(예: SSCD). 옆에 있는 JSON 파일로 설명합니다.</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>A network of your own as an ONNX file, described by a JSON file beside it; needs no torch.</source>
      <translation>ONNX 파일로 된 사용자의 신경망. 옆에 있는 JSON 파일로 설명하며 torch가 필요 없습니다.</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>A random one of the hard positives and of the hard negatives of every image: hard, but not the hardest.</source>
      <translation>이미지마다 어려운 양성과 어려운 음성에서 하나씩 무작위로: 어렵지만 가장 어려운 것은 아닙니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/line_editor.py" />
      <source>A remark that stays with the grade</source>
      <translation>등급과 함께 남는 메모</translation>
    </message>
    <message>
      <location filename="../../models/verifiers/__init__.py" />
      <source>A small network with one hidden layer: between the other two.</source>
      <translation>은닉층이 하나인 작은 신경망: 다른 두 방식의 중간.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/waiting_card.py" />
      <source>A training waits</source>
      <translation>대기 중인 학습이 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>A verifier needs an embedding; mine first.</source>
      <translation>검증기에는 임베딩이 필요합니다. 먼저 마이닝하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>A word was written over it; what lies below is the same picture.</source>
      <translation>위에 글자를 써 넣었을 뿐, 그 아래는 같은 이미지입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>A&amp;pply a threshold…</source>
      <translation>임계값 적용(&amp;P)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>AUC by set of negatives</source>
      <translation>음성 집합별 AUC</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>AUC less the start</source>
      <translation>시작점과의 AUC 차이</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>AUC on the same pairs of the evaluation side. A difference is told where its 95 % interval leaves out 0; elsewhere these pairs cannot tell.</source>
      <translation>평가 쪽의 같은 쌍에서 잰 AUC. 95 % 구간이 0을 벗어날 때만 차이를 말하고, 그 밖에는 이 쌍들로 판정할 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/main_window.py" />
      <source>About Nearpair</source>
      <translation>Nearpair 정보</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/inspector.py" />
      <source>About this pair</source>
      <translation>이 쌍에 대하여</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>About {span} {told} pairs are still missed ({span2} to {span3}); {found} of about {total} are found, by {miners} and {miners2}; {assumption}.</source>
      <translation>{told} 쌍 약 {span}개({span2}~{span3}개)가 아직 누락되어 있습니다. 약 {total}개 중 {found}개를 찾았습니다(마이너: {miners}, {miners2}). {assumption}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Absolute paths</source>
      <translation>절대 경로</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/learned_from_card.py" />
      <source>Across the sides, unused</source>
      <translation>두 쪽에 걸침, 쓰지 않음</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/command_palette.py" />
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <source>Action</source>
      <translation>동작</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <source>Actions and their keys</source>
      <translation>동작과 단축키</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/command_palette.py" />
      <source>Actions that fit</source>
      <translation>해당하는 동작</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Add a folder of pictures</source>
      <translation>이미지 폴더 추가</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Add a folder; everything in it that is a picture is read.</source>
      <translation>폴더를 추가하면 그 안의 이미지를 모두 읽습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Add folder…</source>
      <translation>폴더 추가…</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>After training, the nearest pairs of the training side that nobody graded are taken for different, mixed in, and it is trained again, so many times at most; ends when no new hard pair is found.</source>
      <translation>학습 뒤에 아무도 채점하지 않은 학습 쪽의 가장 가까운 쌍을 다른 것으로 보고 섞어 다시 학습합니다. 최대 이 횟수만큼 하며, 새로운 어려운 쌍이 없으면 끝납니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>Against distance</source>
      <translation>거리와 비교</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Agreement</source>
      <translation>일치도</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>Aligned</source>
      <translation>정렬됨</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/alignment.py" />
      <source>Aligning pairs</source>
      <translation>쌍을 정렬하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Alike (percent)</source>
      <translation>닮음(퍼센트)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>All &amp;candidates</source>
      <translation>모든 후보(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <source>All as delivered</source>
      <translation>모두 기본값으로</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <source>All grades</source>
      <translation>모든 등급</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>All images</source>
      <translation>모든 이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>All pictures must be in sight first</source>
      <translation>먼저 모든 이미지가 보여야 합니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>All pictures that belong with these: join, split, grade at once.</source>
      <translation>이것들과 함께 속하는 모든 이미지: 한 번에 합치고, 나누고, 채점합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>All positives of an image at once as well (Hermans et al. 2017).</source>
      <translation>한 이미지의 모든 양성도 한꺼번에 다룹니다(Hermans et al. 2017).</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Alpha</source>
      <translation>알파</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Also lay the pictures of pairs over one another: slower, and it tells copies from other photographs.</source>
      <translation>쌍의 이미지를 서로 겹쳐 보기도 합니다. 더 느리지만 사본과 다른 사진을 구별합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Altered views</source>
      <translation>변형본</translation>
    </message>
    <message>
      <location filename="../../app/gui/model_words.py" />
      <source>An embedding for other programs</source>
      <translation>다른 프로그램을 위한 임베딩</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>An image of the same group closer than one of another, by a margin (Schroff et al. 2015).</source>
      <translation>같은 그룹의 이미지가 다른 그룹의 이미지보다 마진만큼 더 가깝게(Schroff et al. 2015).</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Anchor &amp;walk</source>
      <translation>기준 이미지 순회(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/review_modes.py" />
      <source>Anchor walk, W ends it</source>
      <translation>기준 이미지 순회, W로 마침</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Anchored margin</source>
      <translation>공유 기준 마진</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Annotator</source>
      <translation>채점자</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/review_modes.py" />
      <source>Another look</source>
      <translation>다시 보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Another one than now, or a new one from a backbone, starts the next round.</source>
      <translation>지금과 다른 것을 고르거나 백본으로 새로 만들면 다음 라운드가 시작됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>Another picture of the same scene or the same object: burst, other exposure, focus or view.</source>
      <translation>같은 장면이나 같은 대상의 다른 사진: 연사, 다른 노출, 초점 또는 시점.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Answer</source>
      <translation>답</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Answered</source>
      <translation>답함</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Any answer</source>
      <translation>모든 답</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Any miner</source>
      <translation>모든 마이너</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Any prediction</source>
      <translation>모든 예측</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Any reason</source>
      <translation>모든 이유</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>Applied threshold</source>
      <translation>적용한 임계값</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>Apply a threshold</source>
      <translation>임계값 적용</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/proposed.py" />
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Applying rules</source>
      <translation>규칙을 적용하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/embed.py" />
      <source>Applying the head</source>
      <translation>헤드를 적용하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Apply…</source>
      <translation>적용…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Approve</source>
      <translation>승인</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>Arrows choose a picture, Space marks it. Enter: all are ND, as one step. Esc: back to the pairs.</source>
      <translation>화살표로 이미지를 고르고 Space로 표시합니다. Enter: 모두 ND(한 단계로). Esc: 쌍 보기로 돌아가기.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/degree_editor.py" />
      <source>Arrows or digits, Enter keeps it, Esc leaves</source>
      <translation>화살표 또는 숫자, Enter로 저장, Esc로 취소</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/proof.py" />
      <source>Arrows, then 1 to 4 grade a pair anew, Space marks it for another look. Enter or Page down: the next twenty. Page up: those before. P: another grade. Esc: back to the pairs.</source>
      <translation>화살표로 고른 다음 1~4로 쌍을 다시 채점하고, Space로 다시 볼 쌍을 표시합니다. Enter 또는 Page down: 다음 20쌍. Page up: 이전 20쌍. P: 다른 등급. Esc: 쌍 보기로 돌아가기.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/plots.py" />
      <source>As a picture (PNG, SVG) or as numbers (CSV)</source>
      <translation>그림(PNG, SVG) 또는 숫자(CSV)로</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <source>As delivered</source>
      <translation>기본값</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>As many positive as negative pairs in every step.</source>
      <translation>단계마다 양성 쌍과 음성 쌍을 같은 수로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>At a false positive rate of {rate} one source has a hand in {share:.0%} of the false alarms ({cut}); held to a fifth of them the TPR is {tpr:.3f}.</source>
      <translation>거짓 양성률 {rate}에서 한 출처가 오경보의 {share:.0%}에 관여합니다({cut}). 5분의 1로 제한하면 TPR은 {tpr:.3f}입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>At least 99 % sure among the candidates: {counts}. Rules propose those that nobody graded, for one approval (Proposals on the Review page).</source>
      <translation>후보 가운데 99 % 이상 확신: {counts}. 아무도 채점하지 않은 것은 규칙이 제안하며 한 번에 승인할 수 있습니다(검토 페이지의 제안).</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/training_cost.py" />
      <source>At most {time} (a guess until the first training here), about {megabytes} MB of memory.</source>
      <translation>최대 {time}(여기서 처음 학습하기 전까지는 추정), 메모리 약 {megabytes} MB.</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/training_cost.py" />
      <source>At most {time} on {device} (as measured here), about {megabytes} MB of memory.</source>
      <translation>{device}에서 최대 {time}(여기서 잰 값), 메모리 약 {megabytes} MB.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>At random, a rare distance with a higher chance than a common one.</source>
      <translation>무작위로, 드문 거리를 흔한 거리보다 높은 확률로.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>At random, as many pairs from each band of the distance.</source>
      <translation>무작위로, 거리 구간마다 같은 수의 쌍을.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>At random, as many pairs of each grade as far as the embedding can tell.</source>
      <translation>무작위로, 임베딩이 구별할 수 있는 한 등급마다 같은 수의 쌍을.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/review_panel.py" />
      <source>Back to the pair</source>
      <translation>쌍으로 돌아가기</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Backbone</source>
      <translation>백본</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Bad image</source>
      <translation>불량 이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/grade_bar.py" />
      <source>Bad left</source>
      <translation>왼쪽 불량</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Bad left image</source>
      <translation>왼쪽 이미지 불량</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/grade_bar.py" />
      <source>Bad right</source>
      <translation>오른쪽 불량</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Bad right image</source>
      <translation>오른쪽 이미지 불량</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Bands</source>
      <translation>구간 수</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Bars: 95 % of each by itself. Differences are told at 95 % for all pairs together, and include how runs with other seeds differ, where there are some.</source>
      <translation>막대는 각각의 95 % 구간입니다. 차이는 모든 쌍을 통틀어 95 % 수준에서 말하며, 다른 시드로 한 실행이 있으면 그 편차도 포함합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>Batch done</source>
      <translation>배치 완료</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>Batch: {name}</source>
      <translation>배치: {name}</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>Batches of images that an online hash puts together, at one cost for any collection (BoN, reconstructed).</source>
      <translation>온라인 해시가 한데 모으는 이미지로 이룬 배치. 컬렉션 크기와 관계없이 비용이 같습니다(BoN, 재구성).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/example_drawer.py" />
      <source>Batches of this project ask about its examples: they stay hidden.</source>
      <translation>이 프로젝트의 배치가 이 예시들을 묻고 있어 보여 주지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>Batches out of one k-means cell of the vectors, made anew now and then; negatives are of the same cell.</source>
      <translation>벡터의 k-means 셀 하나에서 뽑는 배치. 셀은 이따금 새로 만들며, 음성은 같은 셀에서 나옵니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Begun with {start}, scope {scope}, the same {labels} ({mark}) and settings; on the same pairs and redrawn groups, under the {cut} cut.</source>
      <translation>{start}에서 시작, 범위 {scope}, 같은 {labels}({mark})과 설정. 같은 쌍과 다시 뽑은 그룹에서, {cut} 구분으로 잰 값입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Below, also on the nearest negatives of either: a new embedding is not to hide its own.</source>
      <translation>아래는 각 임베딩의 가장 가까운 음성에서도 잰 값입니다. 새 임베딩이 자신의 음성을 숨기지 못하게 합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Beyond</source>
      <translation>경계 너머</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Beyond the boundary</source>
      <translation>경계를 넘는 거리</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Bins</source>
      <translation>구간 수</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Bins of similarity between -1 and 1.</source>
      <translation>-1과 1 사이의 유사도를 나누는 구간 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Bits</source>
      <translation>비트</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Bits of the hash</source>
      <translation>해시 비트 수</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>Blind: distance, why and names are shown when the batch is done.</source>
      <translation>블라인드: 거리, 이유, 이름은 배치가 끝나면 보입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Blindness</source>
      <translation>블라인드 수준</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Blink</source>
      <translation>번갈아 보기</translation>
    </message>
    <message>
      <location filename="../../models/verifiers/__init__.py" />
      <source>Boosted decision trees (scikit-learn): sees where features only count together; from some hundred grades on.</source>
      <translation>부스팅 결정 트리(scikit-learn): 특징을 함께 보아야 드러나는 것을 찾습니다. 등급 수백 개부터.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Bootstrap resamples</source>
      <translation>부스트트랩 재표본 수</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Both are in one group of {size} near-duplicates.</source>
      <translation>둘 다 근접 중복 {size}개로 된 한 그룹에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>Both are in one known group of this collection: they belong together.</source>
      <translation>둘 다 이 컬렉션의 같은 알려진 그룹에 있습니다. 서로 짝입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Both pictures must be in sight first</source>
      <translation>먼저 두 이미지가 모두 보여야 합니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Both show corn, but not the same corn: a subject in common is not enough.</source>
      <translation>둘 다 옥수수이지만 같은 옥수수가 아닙니다. 소재가 같은 것만으로는 부족합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Both show plants, and nothing of the one is in the other.</source>
      <translation>둘 다 식물이지만, 한쪽에 있는 것이 다른 쪽에는 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Boundary</source>
      <translation>경계</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Boundary rate</source>
      <translation>경계의 학습률</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Bring back the grade just taken back.</source>
      <translation>방금 되돌린 등급을 다시 적용합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Browse for the pictures</source>
      <translation>이미지 폴더 찾아보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Browse for the place of the project</source>
      <translation>프로젝트 위치 찾아보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Browse…</source>
      <translation>찾아보기…</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>By how much closer a positive pair must be.</source>
      <translation>양성 쌍이 얼마나 더 가까워야 하는지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>By how much closer where both pairs have an image in common.</source>
      <translation>두 쌍이 한 이미지를 공유할 때 얼마나 더 가까워야 하는지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>By how much closer, in (squared) distance.</source>
      <translation>얼마나 더 가까워야 하는지, (제곱) 거리로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>By reason</source>
      <translation>이유순</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>C&amp;hange keys…</source>
      <translation>단축키 변경(&amp;H)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>Calibration error, how far the chance of a match is from what came true: {errors}.</source>
      <translation>보정 오차, 일치 확률이 실제와 얼마나 다른지: {errors}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Camera</source>
      <translation>카메라</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <location filename="../../app/gui/widgets/new_project.py" />
      <location filename="../../app/gui/widgets/status.py" />
      <source>Cancel</source>
      <translation>취소</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Cancel &amp;job</source>
      <translation>작업 취소(&amp;J)</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Candidate pairs are proposed by a miner; a query strategy draws the next batch from them.</source>
      <translation>후보 쌍은 마이너가 제안하고, 질의 전략이 그 가운데서 다음 배치를 뽑습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <location filename="../../app/gui/pages/mine.py" />
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Candidates</source>
      <translation>후보</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>Candidates at the distances where ND turns into near-ND, and near-ND into NND.</source>
      <translation>ND가 near-ND로, near-ND가 NND로 바뀌는 거리의 후보.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Candidates beyond these are not asked.</source>
      <translation>이 범위를 벗어나는 후보는 묻지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>Candidates of which miner</source>
      <translation>어느 마이너의 후보</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Candidates predicted</source>
      <translation>예측할 후보 수</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluate.py" />
      <source>Cannot tell: the figures of {name} are not to be trusted, {flag}.</source>
      <translation>판정 불가: {name}의 수치는 믿을 수 없습니다. {flag}.</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluate.py" />
      <source>Cannot tell: {reason}.</source>
      <translation>판정 불가: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/missed_card.py" />
      <source>Capture and recapture: two miners that look at different things, what each of them and what both found. Give every miner's candidates a share of the batches.</source>
      <translation>포획-재포획: 서로 다른 것을 보는 두 마이너가 각각 찾은 것과 둘 다 찾은 것. 모든 마이너의 후보에 배치의 몫을 주세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Cells</source>
      <translation>셀 수</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Cells looked into</source>
      <translation>탐색할 셀 수</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Chance by the verifier: {chance}.</source>
      <translation>검증기가 보는 확률: {chance}.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Chance that a graded image is shown as an altered copy in a training step.</source>
      <translation>채점된 이미지가 학습 단계에서 변형된 사본으로 제시될 확률.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>Change</source>
      <translation>변경</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <source>Change keys</source>
      <translation>단축키 변경</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>Change keys…</source>
      <translation>단축키 변경…</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>Change your name</source>
      <translation>이름 변경</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>Checking the file</source>
      <translation>파일을 확인하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Checks before a drop</source>
      <translation>감소 전 검사 횟수</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Choose a file in the table of problems first.</source>
      <translation>먼저 문제 표에서 파일을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>Choose a file…</source>
      <translation>파일 선택…</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Choose a folder in the table first.</source>
      <translation>먼저 표에서 폴더를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <source>Choose an action, go to the field with Tab and press the new key. The places of the digits on the keyboard go on to grade, unless another action gets such a key. Space and the arrows belong to the pictures.</source>
      <translation>동작을 고르고 Tab으로 입력란으로 간 다음 새 키를 누르세요. 키보드의 숫자 자리는 다른 동작에 지정하지 않는 한 계속 채점에 쓰입니다. Space와 화살표는 이미지 보기에 쓰입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Choose an image first.</source>
      <translation>먼저 이미지를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Choose the folder of pictures.</source>
      <translation>이미지 폴더를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_dialog.py" />
      <source>Choose two different parts.</source>
      <translation>서로 다른 두 부분을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Choose where to keep the project.</source>
      <translation>프로젝트를 둘 곳을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mine.py" />
      <source>Choosing pairs</source>
      <translation>쌍을 고르는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>Chosen on one half of the graded pairs of the evaluation side and reported on the other.</source>
      <translation>평가 쪽의 채점된 쌍 절반으로 고르고 나머지 절반에서 보고합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/bug_dialog.py" />
      <location filename="../../app/gui/widgets/help_viewer.py" />
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>Close</source>
      <translation>닫기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/example_drawer.py" />
      <source>Close the examples</source>
      <translation>예시 닫기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Close the window; everything graded is already saved.</source>
      <translation>창을 닫습니다. 채점한 것은 모두 이미 저장되어 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/message_strip.py" />
      <source>Close this message</source>
      <translation>이 메시지 닫기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Closer, in both pictures.</source>
      <translation>두 이미지를 모두 확대합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>Closest candidates</source>
      <translation>가장 가까운 후보</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Closest candidates looked at</source>
      <translation>살펴볼 가장 가까운 후보 수</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Closest first</source>
      <translation>가까운 순</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Collection</source>
      <translation>컬렉션</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Colour profile</source>
      <translation>색 프로파일</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Colours of the &amp;system</source>
      <translation>시스템 색상(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Comma and full stop: less, more of the right</source>
      <translation>쉼표와 마침표: 오른쪽을 덜, 더</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_dialog.py" />
      <source>Compare</source>
      <translation>비교</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Compare embeddings on frozen pairs.</source>
      <translation>고정 쌍에서 임베딩을 비교합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Compare squared distances, as FaceNet does, or plain ones.</source>
      <translation>FaceNet처럼 제곱 거리를 비교할지, 그냥 거리를 비교할지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/sheet.py" />
      <source>Compare with this one</source>
      <translation>이 이미지와 비교</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Compared pairs</source>
      <translation>비교할 쌍 수</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>Compares the batch with the vectors of earlier steps as well: many more negatives at little cost (XBM).</source>
      <translation>배치를 이전 단계의 벡터와도 비교합니다. 적은 비용으로 음성이 훨씬 많아집니다(XBM).</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/relink.py" />
      <source>Comparing contents</source>
      <translation>내용을 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/cross_pairs.py" />
      <source>Comparing groups</source>
      <translation>그룹을 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/frozen.py" />
      <source>Comparing hashes</source>
      <translation>해시를 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/searching/index.py" />
      <location filename="../../app/core/searching/within.py" />
      <source>Comparing images</source>
      <translation>이미지를 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/searching/cell_search.py" />
      <source>Comparing images cell by cell</source>
      <translation>이미지를 셀별로 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/verifying/fine_stage.py" />
      <source>Comparing parts of pictures</source>
      <translation>이미지의 부분을 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/identical.py" />
      <source>Comparing pixels</source>
      <translation>픽셀을 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>Comparing two parts</source>
      <translation>두 부분을 비교하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>Comparing {name}</source>
      <translation>{name} 비교 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>Comparing…</source>
      <translation>비교하는 중…</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Compute features as the files are read, so that each is decoded once instead of twice.</source>
      <translation>파일을 읽으면서 특징을 계산해 각 파일을 두 번이 아니라 한 번만 디코딩합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/embed.py" />
      <source>Computing features</source>
      <translation>특징을 계산하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/stage_maps.py" />
      <source>Computing features from maps</source>
      <translation>맵에서 특징을 계산하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/verifying/local_features.py" />
      <source>Computing local features</source>
      <translation>국소 특징을 계산하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>Continue where I stopped</source>
      <translation>멈춘 곳에서 계속</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Contradictions</source>
      <translation>모순</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Contradictions, disagreements, guesses, unsure answers, hubs.</source>
      <translation>모순, 불일치, 추측, 모르겠음 답, 허브.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Copies as matches</source>
      <translation>사본을 일치로</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/bug_dialog.py" />
      <source>Copy report</source>
      <translation>보고서 복사</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>Copying</source>
      <translation>복사하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Create and read pictures</source>
      <translation>만들고 이미지 읽기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <location filename="../../app/gui/widgets/training_curves.py" />
      <source>Curves</source>
      <translation>곡선</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <location filename="../../app/gui/widgets/parts_card.py" />
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>Cut</source>
      <translation>구분</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Cut to learn</source>
      <translation>학습할 구분</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Cutoffs are</source>
      <translation>한계값의 뜻</translation>
    </message>
    <message>
      <location filename="../../app/core/searching/cells.py" />
      <source>Cutting the collection into cells</source>
      <translation>컬렉션을 셀로 나누는 중</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>DINOv2 ViT-S/14, 224 px, 384 numbers, learned without labels; 88 MB to fetch once (Apache-2.0).</source>
      <translation>DINOv2 ViT-S/14, 224 px, 수 384개, 레이블 없이 학습; 88 MB를 한 번 내려받음(Apache-2.0).</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Dail&amp;y goal…</source>
      <translation>하루 목표(&amp;Y)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/goal_dialog.py" />
      <source>Daily goal</source>
      <translation>하루 목표</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Dark text on light ground.</source>
      <translation>밝은 바탕에 어두운 글자.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/degree_editor.py" />
      <source>Degree</source>
      <translation>정도</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/degree_editor.py" />
      <source>Degree {degree}</source>
      <translation>정도 {degree}</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/review_panels.py" />
      <source>Degrees are off.</source>
      <translation>정도를 쓰지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/review_panels.py" />
      <source>Degrees are on: D sets how much a pair is the same.</source>
      <translation>정도를 씁니다. D로 두 이미지가 얼마나 같은지 정합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Degrees on or o&amp;ff</source>
      <translation>정도 사용 전환(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Density</source>
      <translation>밀도</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Description</source>
      <translation>설명</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/training_form.py" />
      <source>Device</source>
      <translation>장치</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Diff&amp;erence</source>
      <translation>차이(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Difference</source>
      <translation>차이</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>Different pictures of different things.</source>
      <translation>서로 다른 것을 찍은 다른 이미지.</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>Different things that look alike: NND in every count, and the hardest kind.</source>
      <translation>닮아 보이지만 다른 것: 모든 집계에서 NND이며 가장 어려운 종류입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Dimensions</source>
      <translation>이미지 크기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_story.py" />
      <source>Dimensions and file size are the same.</source>
      <translation>이미지 크기와 파일 크기가 같습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Disagreement</source>
      <translation>불일치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Disagreements</source>
      <translation>불일치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/pair_table.py" />
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>Distance</source>
      <translation>거리</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_story.py" />
      <source>Distance {distance:.3f} ({miner}).</source>
      <translation>거리 {distance:.3f}({miner}).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>Distance, why and names are no longer hidden: look through the pairs with {key}.</source>
      <translation>거리, 이유, 이름을 더는 숨기지 않습니다. {key} 키로 쌍을 훑어보세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>Distances</source>
      <translation>거리</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_card.py" />
      <source>Distances by grade</source>
      <translation>등급별 거리</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Distances of random pairs</source>
      <translation>무작위 쌍의 거리</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>Distances of the candidates</source>
      <translation>후보의 거리</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_card.py" />
      <source>Distances under which embedding</source>
      <translation>어느 임베딩의 거리</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/cluster_restricted.py" />
      <source>Dividing into cells</source>
      <translation>셀로 나누는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>Done.</source>
      <translation>완료했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/plots.py" />
      <source>Drag or arrows: move. Ctrl and the wheel, + and -: zoom. Double click or 0: the whole.</source>
      <translation>끌기나 화살표: 이동. Ctrl과 휠, + 와 -: 확대와 축소. 두 번 클릭이나 0: 전체.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Draw the next pairs to grade.</source>
      <translation>다음에 채점할 쌍을 뽑습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/protocol_measure.py" />
      <source>Draw {number}, {name}</source>
      <translation>추출 {number}, {name}</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Drawing a batch</source>
      <translation>배치를 뽑는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/batches.py" />
      <source>Drawing pairs</source>
      <translation>쌍을 뽑는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Drawn for measuring: neighbour number {rank} by embedding, in distance band {band}.</source>
      <translation>측정용으로 뽑음: 임베딩 기준 {rank}번째 이웃, 거리 구간 {band}.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Drawn for measuring: {bits} bits apart by perceptual hash, in distance band {band}.</source>
      <translation>측정용으로 뽑음: 지각 해시 차이 {bits}비트, 거리 구간 {band}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>Drop pictures on this page, or choose them: they are looked up in the collection, and nothing is added.</source>
      <translation>이 페이지에 이미지를 끌어다 놓거나 고르세요. 컬렉션에서 찾아보며 아무것도 추가하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>E&amp;valuate</source>
      <translation>평가(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>E&amp;xamples</source>
      <translation>예시(&amp;X)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>E&amp;xport</source>
      <translation>내보내기(&amp;X)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>E&amp;xport…</source>
      <translation>내보내기(&amp;X)…</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Each among the {k} nearest of the other: neighbour number {rank} of one image and {back} of the other.</source>
      <translation>서로의 가장 가까운 {k}개 안에 있음: 한 이미지의 {rank}번째 이웃, 다른 이미지의 {back}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Each among the {k} nearest of the other: number {rank} of one image and {back} of the other.</source>
      <translation>서로 가장 가까운 {k}개 안에 있음: 한 이미지의 {rank}번째, 다른 이미지의 {back}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Each picture in its half of the canvas.</source>
      <translation>각 이미지를 캔버스의 절반씩에 보입니다.</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>EfficientNet-Lite0, 224 px, 1280 numbers an image; bundled, works offline (ImageNet, Apache-2.0).</source>
      <translation>EfficientNet-Lite0, 224 px, 이미지당 수 1280개; 내장되어 오프라인에서 동작(ImageNet, Apache-2.0).</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>EfficientNet-Lite2, 260 px, 1280 numbers; 23 MB to fetch once (ImageNet, Apache-2.0).</source>
      <translation>EfficientNet-Lite2, 260 px, 수 1280개; 23 MB를 한 번 내려받음(ImageNet, Apache-2.0).</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Embed while reading</source>
      <translation>읽으면서 임베딩</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Embedder</source>
      <translation>임베더</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>Embedding</source>
      <translation>임베딩</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Embeddings</source>
      <translation>임베딩</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Embeddings of this project</source>
      <translation>이 프로젝트의 임베딩</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Encoder</source>
      <translation>인코더</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>End the practice</source>
      <translation>연습 끝내기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>Enter</source>
      <translation>Enter 키</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/line_editor.py" />
      <source>Enter keeps it, Esc leaves</source>
      <translation>Enter로 저장, Esc로 취소</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Enter opens a pair. Of a contradiction the most doubtful answer comes first; a disagreement is decided by the grade you give it, without seeing what was said.</source>
      <translation>Enter로 쌍을 엽니다. 모순은 가장 의심스러운 답이 먼저 나옵니다. 불일치는 이전 답을 보지 않고 매기는 등급으로 결정됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>Enter shows the images nearest to the chosen one.</source>
      <translation>Enter를 누르면 고른 이미지와 가장 가까운 이미지를 보여 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/proof.py" />
      <source>Enter: look at the marked pairs once more. Space: mark or not. Esc: back without that.</source>
      <translation>Enter: 표시한 쌍을 다시 보기. Space: 표시 또는 해제. Esc: 그냥 돌아가기.</translation>
    </message>
    <message>
      <location filename="../../app/gui/practising.py" />
      <source>Enter: the next pair</source>
      <translation>Enter: 다음 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Entropy weight</source>
      <translation>엔트로피 가중치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <location filename="../../app/gui/widgets/review_panel.py" />
      <source>Esc</source>
      <translation>Esc 키</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Evaluate</source>
      <translation>평가</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Evaluation share</source>
      <translation>평가 비율</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/learned_from_card.py" />
      <source>Evaluation side, kept apart</source>
      <translation>평가 쪽, 따로 둠</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Every act of every annotator, also those taken back.</source>
      <translation>모든 채점자의 모든 행위, 되돌린 것도 포함.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>Every answer, undo and bulk step will be listed here.</source>
      <translation>모든 답, 실행 취소, 일괄 단계가 여기에 나열됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Every image with its k nearest; each pair once, closest first.</source>
      <translation>모든 이미지와 가장 가까운 k개; 각 쌍은 한 번씩, 가까운 순으로.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Every image with the k nearest ones it is not known to match (hn2 by row).</source>
      <translation>모든 이미지와, 일치한다고 알려지지 않은 가장 가까운 k개(행 기준 hn2).</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Every image with the k nearest unmatched ones that lie in another folder.</source>
      <translation>모든 이미지와, 일치하지 않는 것 중 다른 폴더에 있는 가장 가까운 k개.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Every image with the single nearest one it is not known to match (hn1 of Morra and Lamberti 2019).</source>
      <translation>모든 이미지와, 일치한다고 알려지지 않은 가장 가까운 하나(Morra and Lamberti 2019의 hn1).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>Every pair of the collection within the threshold is written as a match, and the groups they make to a second file beside it. Pairs that people graded otherwise are left out.</source>
      <translation>컬렉션에서 임계값 안에 드는 모든 쌍을 일치로 기록하고, 그 쌍들이 이루는 그룹을 옆의 두 번째 파일에 기록합니다. 사람이 다르게 채점한 쌍은 제외합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Every pair that was mined in this round, closest first. Enter opens one; nothing here changes a batch.</source>
      <translation>이 라운드에서 마이닝한 모든 쌍, 가까운 순. Enter로 엽니다. 여기서는 배치가 바뀌지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Every pixel is the same; only a comment inside the file is another.</source>
      <translation>모든 픽셀이 같고, 파일 안의 설명만 다릅니다.</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>Every positive pair against all negatives of its images at once (Oh Song et al. 2016).</source>
      <translation>모든 양성 쌍을 그 이미지들의 모든 음성과 한꺼번에 비교(Oh Song et al. 2016).</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>Every positive pair closer than every negative one, with no image in common (Chen et al. 2017).</source>
      <translation>모든 양성 쌍이, 이미지를 공유하지 않는 모든 음성 쌍보다 가깝게(Chen et al. 2017).</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>Everything stays on this computer.</source>
      <translation>모든 것은 이 컴퓨터에 남습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Everything you did, newest first; go back to any moment.</source>
      <translation>지금까지 한 모든 일, 최신순. 어느 시점으로든 돌아갈 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/bug_dialog.py" />
      <source>Everything you graded is saved. Please send this report to whoever maintains Nearpair.</source>
      <translation>채점한 것은 모두 저장되어 있습니다. 이 보고서를 Nearpair를 관리하는 분께 보내 주세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/example_drawer.py" />
      <source>Example of {grade}: {why}</source>
      <translation>{grade}의 예: {why}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/example_drawer.py" />
      <source>Examples</source>
      <translation>예시</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/example_drawer.py" />
      <source>Examples of every answer</source>
      <translation>모든 답의 예시</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/sheet.py" />
      <source>Exceptions: 1 to 4 (U unsure, ] bad, S leave out), then the key in a picture's corner; or arrows, then 1 to 4. Enter: NND for the rest. E: another sheet. Esc: back to the pairs.</source>
      <translation>예외: 1~4(U 모르겠음, ] 불량, S 제외)를 누르고 이미지 모서리의 키를 누르세요. 또는 화살표로 고르고 1~4. Enter: 나머지는 NND. E: 다른 시트. Esc: 쌍 보기로 돌아가기.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Export</source>
      <translation>내보내기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Export to</source>
      <translation>내보낼 위치</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Export…</source>
      <translation>내보내기…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>False alarms expected in the collection: {value:,.0f} ({low:,.0f}–{high:,.0f}).</source>
      <translation>컬렉션에서 예상되는 오경보: {value:,.0f}개({low:,.0f}–{high:,.0f}).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>False alarms in the collection</source>
      <translation>컬렉션의 오경보</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Far cutoff</source>
      <translation>먼 한계값</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Farther apart than {limit}.</source>
      <translation>{limit}보다 멀리 떨어짐.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Farther, in both pictures.</source>
      <translation>두 이미지를 모두 축소합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Farthest</source>
      <translation>가장 먼 거리의 수</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Features that are not there yet come on top.</source>
      <translation>아직 없는 특징을 계산하는 시간은 따로 듭니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Fetch weights</source>
      <translation>가중치 내려받기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Fetch what the chosen backbone lacks; nothing else goes online.</source>
      <translation>고른 백본에 없는 것을 내려받습니다. 그 밖에는 온라인에 접속하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/weights_note.py" />
      <source>Fetch {megabytes} MB</source>
      <translation>{megabytes} MB 내려받기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Fetching the weights of {backbone}</source>
      <translation>{backbone} 가중치 내려받기</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>Fetching {file}</source>
      <translation>{file} 내려받는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/settings_form.py" />
      <source>Fewer settings</source>
      <translation>설정 간단히</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Figure under which cut</source>
      <translation>어느 구분의 수치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <source>Figures</source>
      <translation>수치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Figures by loss and training sampler</source>
      <translation>손실과 학습 샘플러별 수치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>Figures by part</source>
      <translation>부분별 수치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <source>Figures of every embedding</source>
      <translation>모든 임베딩의 수치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <source>Figures over all grades</source>
      <translation>모든 등급에 걸친 수치</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>File</source>
      <translation>파일</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>File or folder</source>
      <translation>파일 또는 폴더</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>File size</source>
      <translation>파일 크기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>Files</source>
      <translation>파일</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Files that could not be read. They are left out until they can be.</source>
      <translation>읽지 못한 파일입니다. 읽을 수 있을 때까지 제외됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Files whose header states more are listed as too large instead of being decoded.</source>
      <translation>헤더에 이보다 크다고 적힌 파일은 디코딩하지 않고 너무 큰 파일로 목록에 올립니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Filter, sort and search every mined pair; make a batch of some.</source>
      <translation>마이닝한 모든 쌍을 거르고, 정렬하고, 검색해 일부로 배치를 만듭니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Find an &amp;image…</source>
      <translation>이미지 찾기(&amp;I)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/command_palette.py" />
      <source>Find an action</source>
      <translation>동작 찾기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>Find an image</source>
      <translation>이미지 찾기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Find an image…</source>
      <translation>이미지 찾기…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Find candidate pairs and make batches of them.</source>
      <translation>후보 쌍을 찾아 배치를 만듭니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Find images by their name or folder.</source>
      <translation>이름이나 폴더로 이미지를 찾습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Find new, changed and missing files.</source>
      <translation>새로 생기거나 바뀌거나 없어진 파일을 찾습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Find pictures in the collection</source>
      <translation>컬렉션에서 이미지 찾기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>Find the pairs that almost match, grade them, and teach an embedding the difference.</source>
      <translation>거의 일치하는 쌍을 찾아 채점하고, 임베딩에 그 차이를 가르치세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <source>Finding the images</source>
      <translation>이미지를 찾는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>Finding {count:,} pictures</source>
      <translation>이미지 {count:,}개 찾기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/pages/review_panels.py" />
      <source>Finding {folder}</source>
      <translation>{folder} 찾기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>Finding {name}</source>
      <translation>{name} 찾기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_dialog.py" />
      <source>First part</source>
      <translation>첫째 부분</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>First rank</source>
      <translation>첫 순위</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>First rows</source>
      <translation>첫 행</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Fit</source>
      <translation>맞춤</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>Fit the verifier</source>
      <translation>검증기 맞추기</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/embed.py" />
      <source>Fitting the head</source>
      <translation>헤드를 맞추는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/fitting.py" />
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Fitting the verifier</source>
      <translation>검증기를 맞추는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/pair_facts.py" />
      <source>Folder</source>
      <translation>폴더</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Folder for the report</source>
      <translation>보고서 폴더</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Folders</source>
      <translation>폴더</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Folders, images and problems.</source>
      <translation>폴더, 이미지, 문제.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Follows from answers</source>
      <translation>답에서 따라 나옴</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>For every image of the batch its farthest positive and its nearest negative (Hermans et al. 2017).</source>
      <translation>배치의 이미지마다 가장 먼 양성과 가장 가까운 음성(Hermans et al. 2017).</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <location filename="../../app/gui/pair_facts.py" />
      <source>Format</source>
      <translation>형식</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/linkage.py" />
      <source>Forming groups</source>
      <translation>그룹을 만드는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>Found</source>
      <translation>찾은 것</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>From</source>
      <translation>출처</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>From a sheet or a group back to pair after pair.</source>
      <translation>시트나 그룹에서 쌍 보기로 돌아갑니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>From distance</source>
      <translation>시작 거리</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>From here on a negative pair costs nothing.</source>
      <translation>이 거리부터 음성 쌍에는 비용이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>From the smallest false positive rate these pairs can show.</source>
      <translation>이 쌍들로 보일 수 있는 가장 작은 거짓 양성률부터.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Frozen evaluation pairs</source>
      <translation>고정 평가 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Gap (percent)</source>
      <translation>차이(퍼센트)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Generalised</source>
      <translation>일반화</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Geometry</source>
      <translation>기하</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Give an action another key; a clash is shown and refused.</source>
      <translation>동작에 다른 키를 지정합니다. 겹치면 표시하고 받아들이지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Go back to the welcome page.</source>
      <translation>시작 화면으로 돌아갑니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/waiting_card.py" />
      <source>Go on</source>
      <translation>이어서 하기</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/rounds_table.py" />
      <source>Go on: {last} of the {last2} pairs graded in round {last3} are matches.</source>
      <translation>계속하세요: 라운드 {last3}에서 채점한 {last2}쌍 중 {last}쌍이 일치합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/review_frame.py" />
      <source>Go to Mine</source>
      <translation>마이닝으로 이동</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_result.py" />
      <source>Go to the batch</source>
      <translation>배치로 가기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Grade pair after pair.</source>
      <translation>쌍을 하나씩 채점합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Grade pairs whose answers are known, and hear at once; nothing is stored.</source>
      <translation>답을 아는 쌍을 채점하고 바로 결과를 봅니다. 아무것도 저장하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Grade some pairs on the Review page; they appear here.</source>
      <translation>검토 페이지에서 쌍을 채점하면 여기에 나타납니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Grade the frozen pairs, or import labels, then measure. Every figure comes with its interval; where there are too few pairs for one, there is a dash and the reason.</source>
      <translation>고정 쌍을 채점하거나 레이블을 가져온 다음 측정하세요. 모든 수치에는 구간이 함께 나오며, 쌍이 너무 적으면 줄표와 이유가 나옵니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Grade {count} pairs {grade}</source>
      <translation>{count}쌍을 {grade}(으)로 채점</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Graded</source>
      <translation>채점됨</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Graded before and asked once more.</source>
      <translation>이미 채점한 쌍을 다시 물음.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Graded pairs appear here as soon as there are some.</source>
      <translation>채점한 쌍이 생기는 대로 여기에 나타납니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>Graded pairs at random, once more, to see whether the answers hold.</source>
      <translation>답이 그대로인지 보기 위해, 채점한 쌍을 무작위로 다시 한번.</translation>
    </message>
    <message>
      <location filename="../../app/core/importers/__init__.py" />
      <source>Graded pairs from CSV or JSONL.</source>
      <translation>CSV 또는 JSONL의 채점된 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>Graded pairs that the embedding is sure were graded wrong, for a second look.</source>
      <translation>임베딩이 보기에 잘못 채점된 것이 확실한 쌍을 다시 확인.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Graded {grade}, although another pair of the same two groups was graded otherwise.</source>
      <translation>{grade}(으)로 채점했지만, 같은 두 그룹의 다른 쌍은 다르게 채점되었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Graded {grade}, although {steps} ND steps join the two.</source>
      <translation>{grade}(으)로 채점했지만, ND {steps}단계가 둘을 이어 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Grades</source>
      <translation>등급</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Gradient norm</source>
      <translation>기울기 크기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Group</source>
      <translation>그룹</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>Group: {images} in {count} groups so far</source>
      <translation>그룹: {images}, 지금까지 그룹 {count}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>Group: {images}, all joined by your answers</source>
      <translation>그룹: {images}, 모두 사용자의 답으로 이어짐</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Groups (*.csv)</source>
      <translation>그룹 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>Groups by linkage</source>
      <translation>연결법에 따른 그룹</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Guesses</source>
      <translation>추측</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Half the width of the band around either boundary.</source>
      <translation>각 경계를 둘러싼 띠의 너비의 절반.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Half the width of the band around the boundary.</source>
      <translation>경계를 둘러싼 띠의 너비의 절반.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Hard negatives</source>
      <translation>어려운 음성</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Hard pairs an image</source>
      <translation>이미지당 어려운 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Hard pairs of two folders</source>
      <translation>두 폴더 사이의 어려운 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Hard pairs of two groups</source>
      <translation>두 그룹 사이의 어려운 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Hard share</source>
      <translation>어려운 쌍 비율</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Hard share of a step</source>
      <translation>단계의 어려운 쌍 비율</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Hard-negative rounds</source>
      <translation>어려운 음성 라운드</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/help_viewer.py" />
      <source>Help</source>
      <translation>도움말</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Help &amp;pages</source>
      <translation>도움말 페이지(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/help_viewer.py" />
      <source>Help pages</source>
      <translation>도움말 페이지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Hidden units</source>
      <translation>은닉 유닛 수</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Hide the pair and stop the clock; any key goes on.</source>
      <translation>쌍을 가리고 시간을 멈춥니다. 아무 키나 누르면 계속합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>History</source>
      <translation>기록</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>How</source>
      <translation>방법</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How alike regions must be where no points agree; 0 = all pairs pass.</source>
      <translation>일치하는 점이 없을 때 영역이 얼마나 닮아야 하는지. 0 = 모든 쌍 통과.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How candidate pairs are proposed.</source>
      <translation>후보 쌍을 제안하는 방법.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>How far apart the candidates are, once there are some.</source>
      <translation>후보가 생기면 얼마나 떨어져 있는지 보여 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How far apart the centres of two groups must be.</source>
      <translation>두 그룹의 중심이 얼마나 떨어져 있어야 하는지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How far apart the two orders put a pair, of 100.</source>
      <translation>두 순서에서 쌍의 자리가 얼마나 차이 나는지, 100을 기준으로.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How far behind the boundary to NND degree 0 begins.</source>
      <translation>정도 0이 NND 경계에서 얼마나 뒤에서 시작하는지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>How hard a step pulls; bursts mean that the rate is too high.</source>
      <translation>한 단계가 얼마나 세게 당기는지. 튀어 오르면 학습률이 너무 높은 것입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>How many are missed or found by chance is not known of this threshold.</source>
      <translation>이 임계값에서 얼마나 놓치고 얼마나 우연히 찾는지는 알 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many cells; 0 = one per 500 images.</source>
      <translation>셀 수; 0 = 이미지 500개당 하나.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many images a bin should hold; sets the number of bits.</source>
      <translation>한 구간에 담을 이미지 수. 비트 수를 정합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many images a cell should hold; at most 256 cells.</source>
      <translation>한 셀에 담을 이미지 수. 셀은 최대 256개.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many images a run of the network takes; 0 = measured once on this machine.</source>
      <translation>신경망을 한 번 실행할 때 넣는 이미지 수; 0 = 이 컴퓨터에서 한 번 측정.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many images are remembered, the latest vector of each.</source>
      <translation>기억할 이미지 수, 각각 가장 최근 벡터.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many images of every group drawn a step sees.</source>
      <translation>뽑은 그룹마다 한 단계에서 보는 이미지 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>How many images of one folder or side match another one.</source>
      <translation>한 폴더나 한쪽의 이미지가 다른 쪽과 얼마나 일치하는지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_dialog.py" />
      <source>How many images of the second part are near-duplicates of images of the first: a test set that leaks into its training set measures memory.</source>
      <translation>둘째 부분의 이미지 중 첫째 부분 이미지의 근접 중복이 얼마나 되는지. 학습 집합에 새어 나간 시험 집합은 기억력을 잴 뿐입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many of the greatest distances in a group count.</source>
      <translation>그룹 안의 가장 큰 거리 중 몇 개를 셈에 넣을지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many of the nearest cells a search by cells looks into for every image: more find more, slower.</source>
      <translation>셀 검색이 이미지마다 들여다보는 가까운 셀의 수. 많을수록 더 많이 찾고 느려집니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many of the next pictures in time.</source>
      <translation>시간순으로 다음 이미지 몇 개까지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many of the window are proposed.</source>
      <translation>창 안에서 제안할 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many of them are proposed.</source>
      <translation>그중 제안할 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many pairs a new batch holds.</source>
      <translation>새 배치에 담을 쌍의 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/goal_dialog.py" />
      <source>How many pairs you want to answer a day. The counters beside the pair say how far you are in the open project.</source>
      <translation>하루에 답하려는 쌍의 수입니다. 쌍 옆의 진행 표시가 열린 프로젝트에서 얼마나 왔는지 알려 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>How many pairs you want to answer a day; the counters show how far you are.</source>
      <translation>하루에 답하려는 쌍의 수. 진행 표시가 얼마나 왔는지 보여 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many pairs.</source>
      <translation>쌍의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many pairs; 0 = five per image.</source>
      <translation>쌍의 수; 0 = 이미지당 다섯.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many times the groups are redrawn for the intervals.</source>
      <translation>구간을 구하기 위해 그룹을 다시 뽑는 횟수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How many trees are added one after another.</source>
      <translation>차례로 더할 트리의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How much farther than the boundary a pair must be.</source>
      <translation>쌍이 경계보다 얼마나 더 멀어야 하는지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>How much of what is drawn still teaches something.</source>
      <translation>뽑은 것 중 아직 배울 것이 있는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>How much the two are the same, from 0 to 1, where the project uses degrees.</source>
      <translation>두 이미지가 얼마나 같은지를 0에서 1로. 프로젝트에서 정도를 쓸 때.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How often the held-back pairs are looked at: they tell which state is kept and when to stop.</source>
      <translation>따로 둔 쌍을 얼마나 자주 확인하는지. 어느 상태를 보관하고 언제 멈출지를 알려 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How the directions are followed.</source>
      <translation>방향을 따라가는 방법.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How the last map becomes one vector: average, gem (nearer to the strongest places) or stages (several depths side by side).</source>
      <translation>마지막 맵을 하나의 벡터로 만드는 방법: 평균, gem(가장 강한 자리에 더 가깝게), 여러 단계(여러 깊이를 나란히).</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>How training pairs are drawn.</source>
      <translation>학습 쌍을 뽑는 방법.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>How well held-back pairs are told apart; the best state is kept.</source>
      <translation>따로 둔 쌍을 얼마나 잘 구별하는지. 가장 좋은 상태를 보관합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Hubs</source>
      <translation>허브</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>Hubs: images in ten pairs or more are often blank pages, logos or placeholders.</source>
      <translation>허브: 쌍 열 개 이상에 든 이미지는 빈 페이지, 로고, 자리표시인 경우가 많습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Identical decoded pixels.</source>
      <translation>디코딩한 픽셀이 동일함.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>Image</source>
      <translation>이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/widgets/thumbnail_grid.py" />
      <source>Images</source>
      <translation>이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>Images (*.csv)</source>
      <translation>이미지 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Images a bin</source>
      <translation>구간당 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Images a cell</source>
      <translation>셀당 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Images a group</source>
      <translation>그룹당 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Images at once</source>
      <translation>한 번에 처리할 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Images of a warm start</source>
      <translation>웜 스타트의 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Images ranked</source>
      <translation>순위를 매길 이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Import &amp;labels…</source>
      <translation>레이블 가져오기(&amp;L)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Import &amp;vectors…</source>
      <translation>벡터 가져오기(&amp;V)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Import graded pairs</source>
      <translation>채점된 쌍 가져오기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Import known &amp;groups…</source>
      <translation>알려진 그룹 가져오기(&amp;G)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Import known groups</source>
      <translation>알려진 그룹 가져오기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Import known groups…</source>
      <translation>알려진 그룹 가져오기…</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Import labels…</source>
      <translation>레이블 가져오기…</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Import vectors</source>
      <translation>벡터 가져오기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Importing {name}</source>
      <translation>{name} 가져오기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>In the collection</source>
      <translation>컬렉션에서</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>In the first part</source>
      <translation>첫째 부분에서</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>In the second part</source>
      <translation>둘째 부분에서</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>In units of the smallest one.</source>
      <translation>가장 작은 것을 단위로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>In words</source>
      <translation>설명</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>InfoNCE by grade: matches against strangers, ND against near-ND as well (RINCE, Hoffmann et al. 2022).</source>
      <translation>등급별 InfoNCE: 일치를 남들과, ND를 near-ND와도 겨룹니다(RINCE, Hoffmann et al. 2022).</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>InfoNCE with KoLeo, which spreads the nearest strangers; learns from altered copies too (Pizzi et al. 2022).</source>
      <translation>가장 가까운 남을 퍼뜨리는 KoLeo를 더한 InfoNCE. 변형된 사본에서도 학습합니다(Pizzi et al. 2022).</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Instead of paths relative to the collection's folder.</source>
      <translation>컬렉션 폴더를 기준으로 한 상대 경로 대신.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/name_dialog.py" />
      <source>It is written with every grade from now on; grades given before keep theirs.</source>
      <translation>지금부터 모든 등급과 함께 기록됩니다. 전에 매긴 등급에는 이전 이름이 남습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>It is {grade}</source>
      <translation>정답은 {grade}</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>It took {seconds}.</source>
      <translation>{seconds} 걸렸습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/waiting_card.py" />
      <source>It was put away at step {step:,} of {steps:,}. It goes on from there, with the settings it was begun with; training anew with others, or after more grades, begins from the start.</source>
      <translation>{steps:,}단계 중 {step:,}단계에서 보관되었습니다. 시작할 때의 설정으로 그 자리에서 이어집니다. 다른 설정으로, 또는 더 채점한 뒤에 새로 학습하면 처음부터 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>Its answer is known. Grade it as always; nothing is stored.</source>
      <translation>답이 알려진 쌍입니다. 평소처럼 채점하세요. 아무것도 저장하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>JPEG quality</source>
      <translation>JPEG 품질</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Keep the project in</source>
      <translation>프로젝트를 둘 곳</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <source>Kendall tau-b</source>
      <translation>켄달 타우-b</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Kept as “{name}”: copies of {images:,} held-out images are told apart {start:.4f} before and {warm:.4f} after, a gain of {gain:+.4f} [{low:+.4f}, {high:+.4f}]. Trainings begin there from now on, and Mine again mines with it.</source>
      <translation>“{name}”(으)로 남겼습니다. 따로 떼어 둔 이미지 {images:,}개의 사본을 구별하는 정도가 {start:.4f}에서 {warm:.4f}(으)로 바뀌어 {gain:+.4f} [{low:+.4f}, {high:+.4f}]만큼 나아졌습니다. 이제 학습은 여기에서 시작하고, ‘다시 마이닝’은 이것으로 마이닝합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/command_palette.py" />
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>Keys</source>
      <translation>단축키</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Known groups</source>
      <translation>알려진 그룹</translation>
    </message>
    <message>
      <location filename="../../app/core/importers/__init__.py" />
      <source>Known groups from CSV: image, group.</source>
      <translation>CSV의 알려진 그룹: 이미지, 그룹.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Known matches</source>
      <translation>알려진 일치</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Korean where the system speaks it, else English.</source>
      <translation>시스템이 한국어를 쓰면 한국어, 아니면 영어.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Label yield</source>
      <translation>레이블 수확률</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Labelled pairs in one training step.</source>
      <translation>한 학습 단계에 쓰는 레이블된 쌍.</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>Labelled pairs uniformly at random.</source>
      <translation>레이블된 쌍을 고르게 무작위로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Labels (*.csv *.jsonl)</source>
      <translation>레이블 (*.csv *.jsonl)</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>Labels from files, unweighted.</source>
      <translation>파일에서 가져온 레이블, 가중치 없음.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Language of the s&amp;ystem</source>
      <translation>시스템 언어(&amp;Y)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Largest distance</source>
      <translation>최대 거리</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Largest distance; unrelated whitened images are about 1.4 apart.</source>
      <translation>최대 거리. 백색화한 무관한 이미지는 약 1.4 떨어져 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Largest image (megapixels)</source>
      <translation>최대 이미지(메가픽셀)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Largest weight</source>
      <translation>최대 가중치</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Last rank</source>
      <translation>마지막 순위</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Last run: {pairs:,} pairs, {steps:,} steps, {reason}.</source>
      <translation>지난 실행: {pairs:,}쌍, {steps:,}단계, {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>Leakage</source>
      <translation>누출</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_dialog.py" />
      <source>Leakage between two parts</source>
      <translation>두 부분 사이의 누출</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Leakage…</source>
      <translation>누출…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>Leaked images</source>
      <translation>누출된 이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>Leaked images to</source>
      <translation>누출된 이미지를 저장할 곳</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>Learn a better embedding from the grades, then mine again with it.</source>
      <translation>등급으로 더 나은 임베딩을 학습한 다음, 그것으로 다시 마이닝합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Learn a better embedding from the grades.</source>
      <translation>등급으로 더 나은 임베딩을 학습합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Learn a head from the grades of the training side.</source>
      <translation>학습 쪽의 등급으로 헤드를 학습합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Learn from altered copies of the pictures, without a grade; kept only if better.</source>
      <translation>등급 없이 이미지의 변형된 사본에서 학습합니다. 더 나을 때에만 남깁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Learn from the grades to judge pairs by more than distance.</source>
      <translation>거리 말고도 여러 특징으로 쌍을 판단하도록 등급에서 학습합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/learned_from_card.py" />
      <source>Learned from</source>
      <translation>학습 자료</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Learning rate</source>
      <translation>학습률</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Learning rate of the boundaries as a multiple of the network's.</source>
      <translation>신경망의 학습률에 대한 경계들의 학습률의 배수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Learning rate of the boundary as a multiple of the network's.</source>
      <translation>신경망의 학습률에 대한 경계의 학습률의 배수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Learning rate of the network as a multiple of the head's.</source>
      <translation>헤드의 학습률에 대한 신경망의 학습률의 배수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Learning-rate drop</source>
      <translation>학습률 감소</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/warm_card.py" />
      <source>Learns from altered copies of the collection’s own pictures: a copy is to be found before every other picture. The result is kept only when it is measured better on held-out images; mining and training then begin there.</source>
      <translation>컬렉션 이미지의 변형된 사본에서 학습합니다. 사본이 다른 모든 이미지보다 먼저 나와야 합니다. 따로 떼어 둔 이미지에서 더 낫다고 측정될 때에만 결과를 남기고, 그 뒤의 마이닝과 학습은 거기에서 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Least chance</source>
      <translation>최소 확률</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Least distance, 0 = identical vectors.</source>
      <translation>최소 거리, 0 = 동일한 벡터.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Leave out or take in (Space)</source>
      <translation>빼거나 넣기(Space)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Leave this pair to a second person; it is never trained on.</source>
      <translation>이 쌍을 다른 사람에게 맡깁니다. 학습에는 쓰지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Leaves</source>
      <translation>잎 수</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Leaves of a tree, at most.</source>
      <translation>트리 하나의 최대 잎 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_marks.py" />
      <location filename="../../app/gui/widgets/pair_table.py" />
      <source>Left</source>
      <translation>왼쪽</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Left of a line the one picture, right of it the other.</source>
      <translation>선의 왼쪽에는 한 이미지, 오른쪽에는 다른 이미지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Left out. {reason}</source>
      <translation>제외됨. {reason}</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <location filename="../../app/gui/training_view.py" />
      <source>Left out: {what}.</source>
      <translation>제외됨: {what}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Left out; it is still open.</source>
      <translation>제외했습니다. 아직 답하지 않은 쌍으로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_marks.py" />
      <source>Left: </source>
      <translation>왼쪽: </translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>Less what is found by chance, with what the threshold misses: {value:,.0f} ({low:,.0f}–{high:,.0f}).</source>
      <translation>우연히 찾은 것을 빼고 임계값이 놓친 것을 더하면: {value:,.0f}개({low:,.0f}–{high:,.0f}).</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Let the chosen embedding mine next although it is worse.</source>
      <translation>고른 임베딩이 더 나쁘더라도 다음 마이닝에 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Let the chosen embedding mine next, unless it is worse.</source>
      <translation>고른 임베딩이 더 나쁘지 않으면 다음 마이닝에 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>Let through</source>
      <translation>통과</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Light or dark as the system is.</source>
      <translation>시스템에 따라 밝게 또는 어둡게.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Light text on dark ground.</source>
      <translation>어두운 바탕에 밝은 글자.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Likeliest match first</source>
      <translation>일치할 확률이 높은 순</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Lines between the parts that both pictures show.</source>
      <translation>두 이미지에 모두 보이는 부분을 잇는 선.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Lines join the parts that both show</source>
      <translation>선은 양쪽에 보이는 부분을 잇습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>Linkage</source>
      <translation>연결법</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Lists</source>
      <translation>목록</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>Logarithmic</source>
      <translation>로그</translation>
    </message>
    <message>
      <location filename="../../models/verifiers/__init__.py" />
      <source>Logistic regression on the pair features: works from a few dozen grades on.</source>
      <translation>쌍 특징의 로지스틱 회귀: 등급 수십 개부터 쓸 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Look at both first: Space shows the other</source>
      <translation>먼저 둘 다 보세요. Space로 다른 이미지를 봅니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Look first, then press again</source>
      <translation>먼저 본 다음 다시 누르세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Look for proposals</source>
      <translation>제안 찾기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Look for proposals first.</source>
      <translation>먼저 제안을 찾으세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>Look through the pairs</source>
      <translation>쌍 훑어보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>Look through the pairs again with {key}.</source>
      <translation>{key} 키로 쌍을 다시 훑어보세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/appearance.py" />
      <source>Looking at thumbnails</source>
      <translation>썸네일을 살펴보는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/hard_rounds.py" />
      <source>Looking for hard negatives</source>
      <translation>어려운 음성을 찾는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>Looking for the images nearest to {name}…</source>
      <translation>{name}과(와) 가장 가까운 이미지를 찾는 중…</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/cluster_restricted.py" />
      <source>Looking inside cells</source>
      <translation>셀 안을 살펴보는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/scanning.py" />
      <source>Looking into {name}</source>
      <translation>{name} 살펴보는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/searching/hash_index.py" />
      <source>Looking up perceptual hashes</source>
      <translation>지각 해시를 찾아보는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/training_view.py" />
      <source>Loss</source>
      <translation>손실</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Loss / training sampler</source>
      <translation>손실 / 학습 샘플러</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Losses and training samplers</source>
      <translation>손실과 학습 샘플러</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Lou&amp;pe</source>
      <translation>돋보기(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Make a &amp;batch</source>
      <translation>배치 만들기(&amp;B)</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Make a batch</source>
      <translation>배치 만들기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Make a batch of these</source>
      <translation>이것들로 배치 만들기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>Make another batch</source>
      <translation>다른 배치 만들기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Make the rest blinde&amp;r</source>
      <translation>나머지를 더 가리기(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/altered.py" />
      <location filename="../../app/core/embedding/views_on_demand.py" />
      <source>Making altered copies</source>
      <translation>변형된 사본을 만드는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Margin</source>
      <translation>마진</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>Margin loss for three grades: ND below a first learned boundary, near-ND up to a second, NND beyond.</source>
      <translation>세 등급을 위한 마진 손실: ND는 학습된 첫째 경계 아래, near-ND는 둘째 경계까지, NND는 그 너머.</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>Margin loss with a learned boundary: positives below it, negatives above, by alpha (Wu et al. 2017).</source>
      <translation>학습된 경계를 쓰는 마진 손실: 양성은 알파만큼 아래, 음성은 알파만큼 위(Wu et al. 2017).</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Mat&amp;ches</source>
      <translation>일치점(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Matches</source>
      <translation>일치점</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Matching pairs from groups</source>
      <translation>그룹에서 얻은 일치하는 쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>Matching pairs to</source>
      <translation>일치하는 쌍의 저장 위치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <source>Mean AUC of the relations</source>
      <translation>관계의 평균 AUC</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Measure</source>
      <translation>지표</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Measure every embedding on the frozen pairs.</source>
      <translation>고정 쌍에서 모든 임베딩을 측정합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Measure, and write figures and tables to one HTML page.</source>
      <translation>측정하고 수치와 표를 HTML 한 페이지에 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>Measured under the {cut} cut on {pairs}: {origin}.</source>
      <translation>{cut} 구분으로 {pairs}에서 측정: {origin}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>Measured.</source>
      <translation>측정했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>Measured. The trained embedding is better.</source>
      <translation>측정했습니다. 학습한 임베딩이 더 좋습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>Measured. The trained embedding is worse.</source>
      <translation>측정했습니다. 학습한 임베딩이 더 나쁩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Measuring</source>
      <translation>측정하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Memory</source>
      <translation>기억 크기</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Memory limit per decoder (MB)</source>
      <translation>디코더당 메모리 한도(MB)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Mer&amp;ge project…</source>
      <translation>프로젝트 병합(&amp;G)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Merge which project?</source>
      <translation>어느 프로젝트를 병합할까요?</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/merging.py" />
      <source>Merging</source>
      <translation>병합하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Merging {name}</source>
      <translation>{name} 병합 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Mine</source>
      <translation>마이닝</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Mine &amp;again</source>
      <translation>다시 마이닝(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>Mine again</source>
      <translation>다시 마이닝</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Mine candidates</source>
      <translation>후보 마이닝</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Mine candidates first, or ask for less.</source>
      <translation>먼저 후보를 마이닝하거나 조건을 줄이세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/model_words.py" />
      <source>Mine first.</source>
      <translation>먼저 마이닝하세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Miner</source>
      <translation>마이너</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Mines</source>
      <translation>마이닝</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>Mining with the newest embedding</source>
      <translation>가장 새로운 임베딩으로 마이닝</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Mining with {miner}</source>
      <translation>{miner}(으)로 마이닝</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Mirrored, and nothing else.</source>
      <translation>좌우만 뒤집었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Mirrored. It is still the same source picture.</source>
      <translation>좌우를 뒤집었습니다. 원본은 여전히 같은 이미지입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/missed_card.py" />
      <source>Missed duplicates</source>
      <translation>누락된 중복</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/missed_card.py" />
      <source>Missed {grades} pairs: –  ({reason})</source>
      <translation>누락된 {grades} 쌍: –  ({reason})</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>MobileNetV3-Large of torchvision, 224 px, 960 numbers; 22 MB to fetch once (ImageNet, BSD-3-Clause).</source>
      <translation>torchvision의 MobileNetV3-Large, 224 px, 수 960개; 22 MB를 한 번 내려받음(ImageNet, BSD-3-Clause).</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>MobileNetV4-Conv-Small of timm, 224 px, 960 numbers; 15 MB to fetch once (ImageNet, Apache-2.0).</source>
      <translation>timm의 MobileNetV4-Conv-Small, 224 px, 수 960개; 15 MB를 한 번 내려받음(ImageNet, Apache-2.0).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/settings_form.py" />
      <source>More settings</source>
      <translation>설정 더 보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>Most of the picture differs</source>
      <translation>이미지의 대부분이 다름</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Mouse, comma and full stop move the line</source>
      <translation>마우스, 쉼표, 마침표로 선을 움직입니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Move both pictures.</source>
      <translation>두 이미지를 함께 움직입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Moves the swipe line, or the opacity of the overlay.</source>
      <translation>밀어 보기의 선이나 겹쳐 보기의 불투명도를 움직입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>N&amp;ote…</source>
      <translation>메모(&amp;O)…</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>ND</source>
      <translation>ND</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>ND against NND</source>
      <translation>ND 대 NND</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>ND against near-ND</source>
      <translation>ND 대 near-ND</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>ND and near-ND</source>
      <translation>ND와 near-ND</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>ND partners beyond the first of one image</source>
      <translation>한 이미지의 첫째를 넘는 ND 상대</translation>
    </message>
    <message>
      <location filename="../../app/core/rules/__init__.py" />
      <source>ND where a picture mirrored or turned has nearly the hash of the other.</source>
      <translation>뒤집거나 돌린 이미지의 해시가 다른 이미지의 해시와 거의 같으면 ND.</translation>
    </message>
    <message>
      <location filename="../../app/core/rules/__init__.py" />
      <source>ND where perceptual hash and embedding both say that two pictures are one.</source>
      <translation>지각 해시와 임베딩이 모두 두 이미지가 하나라고 하면 ND.</translation>
    </message>
    <message>
      <location filename="../../app/core/rules/__init__.py" />
      <source>ND where the verifier is sure of it; fit one first.</source>
      <translation>검증기가 확신하는 쌍을 ND로 제안합니다. 먼저 검증기를 학습시키세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>ND, near-ND against look-alikes</source>
      <translation>ND, near-ND 대 닮은꼴</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>NND</source>
      <translation>NND</translation>
    </message>
    <message>
      <location filename="../../app/core/rules/__init__.py" />
      <source>NND where the verifier is sure of it; fit one first.</source>
      <translation>검증기가 확신하는 쌍을 NND로 제안합니다. 먼저 검증기를 학습시키세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/rules/__init__.py" />
      <source>NND where two pictures are far beyond the distance at which near-ND turns into NND.</source>
      <translation>near-ND가 NND로 바뀌는 거리보다 두 이미지가 훨씬 더 멀면 NND.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Name</source>
      <translation>이름</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Near cutoff</source>
      <translation>가까운 한계값</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Near negatives teach noise (Wu et al. 2017); the marks are negatives each sampler draws here.</source>
      <translation>가까운 음성은 잡음을 가르칩니다(Wu et al. 2017). 표시는 각 샘플러가 여기서 뽑는 음성입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Nearer ones</source>
      <translation>더 가까운 것</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Nearest</source>
      <translation>가장 가까운 이웃</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Nearest ima&amp;ges</source>
      <translation>가장 가까운 이미지(&amp;G)</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Nearest image not known to match and not judged yet: neighbour number {rank}.</source>
      <translation>일치한다고 알려지지 않고 아직 판단하지 않은 가장 가까운 이미지: {rank}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>Nearest images</source>
      <translation>가장 가까운 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Nearest ones in the band per image.</source>
      <translation>이미지마다 구간 안에서 가장 가까운 것의 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>Nearest to {name} by {embedder}; the number is the distance.</source>
      <translation>{embedder}(으)로 본 {name}과(와) 가장 가까운 이미지. 숫자는 거리입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Nearest unmatched images per image.</source>
      <translation>이미지당 일치하지 않는 가장 가까운 이미지 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/main_window.py" />
      <source>Nearpair speaks it from the next start on.</source>
      <translation>다음에 시작할 때부터 Nearpair에 적용됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Negative margin</source>
      <translation>음성 마진</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>Negatives a little farther than the positive: at random in a band (FaceNet) or the nearest (Wu's argmin).</source>
      <translation>양성보다 조금 더 먼 음성: 띠 안에서 무작위로(FaceNet) 또는 가장 가까운 것(Wu의 argmin).</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Negatives nearer than the near cutoff: left out, as most are unlabelled matches, or as likely as at the cutoff.</source>
      <translation>가까운 한계값보다 가까운 음성: 대부분 레이블이 없는 일치이므로 제외하거나, 한계값에서와 같은 확률로 다룹니다.</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>Negatives of all distances equally often instead of nearly all at the usual one (Wu et al. 2017).</source>
      <translation>음성이 거의 모두 흔한 거리에서 나오지 않고 모든 거리에서 같은 빈도로(Wu et al. 2017).</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Neighbour number {rank} of one image; the other way round not among the {k} nearest.</source>
      <translation>한 이미지의 {rank}번째 이웃. 거꾸로는 가장 가까운 {k}개에 들지 않음.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Neighbour number {rank} of the {top} nearest: no verified match, regions {percent} % alike.</source>
      <translation>가장 가까운 {top}개 중 {rank}번째 이웃: 검증된 일치 없음, 영역 유사도 {percent} %.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Neighbour number {rank} of the {top} nearest: {inliers} matching points, regions {percent} % alike.</source>
      <translation>가장 가까운 {top}개 중 {rank}번째 이웃: 일치점 {inliers}개, 영역 유사도 {percent} %.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Neighbours</source>
      <translation>이웃 수</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Neighbours by embedding per image that are compared.</source>
      <translation>이미지당 비교할 임베딩 이웃의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Neighbours by embedding that are compared part by part.</source>
      <translation>부분별로 비교할 임베딩 이웃의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Neighbours per image.</source>
      <translation>이미지당 이웃의 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>New here: {labels}, {images}. Moved to the evaluation side: {moved}.</source>
      <translation>새로 들어옴: {labels}, {images}. 평가 쪽으로 옮김: {moved}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_field.py" />
      <source>New key</source>
      <translation>새 키</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>New project</source>
      <translation>새 프로젝트</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>New project from a folder</source>
      <translation>폴더로 새 프로젝트 만들기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>Newest first. Enter makes the chosen step the last one: what came after it is undone, or what was undone up to it comes back. Nothing is ever lost: the way back is in the same list.</source>
      <translation>최신순. Enter를 누르면 고른 단계가 마지막 단계가 됩니다. 그 뒤에 한 일은 취소되고, 그 단계까지 취소했던 일은 다시 적용됩니다. 잃는 것은 없습니다. 돌아오는 길도 같은 목록에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>Next</source>
      <translation>다음</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Next &amp;view</source>
      <translation>다음 보기(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>Next batch</source>
      <translation>다음 배치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>No answer was marked as a guess.</source>
      <translation>추측으로 표시한 답이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>No answers contradict one another.</source>
      <translation>서로 모순되는 답이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/review_frame.py" />
      <source>No batch to grade yet</source>
      <translation>아직 채점할 배치가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>No candidates</source>
      <translation>후보 없음</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>No changed region</source>
      <translation>바뀐 영역 없음</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>No image is in very many candidates or matches.</source>
      <translation>지나치게 많은 후보나 일치에 든 이미지가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>No match.</source>
      <translation>일치하는 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>No pair passes</source>
      <translation>해당하는 쌍이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>No pair waits for somebody who is sure.</source>
      <translation>확실히 아는 사람을 기다리는 쌍이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>No pictures yet</source>
      <translation>아직 이미지가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>No proposals</source>
      <translation>제안 없음</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>No round has graded pairs yet.</source>
      <translation>아직 채점된 쌍이 있는 라운드가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>No tag, folder or look-alikes with at least five pairs.</source>
      <translation>쌍이 다섯 개 이상인 태그, 폴더, 닮은꼴이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/model_words.py" />
      <source>No threshold is stated: {reason}.</source>
      <translation>정해진 임계값이 없습니다: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>No threshold keeps any target on the pairs graded so far; grade more of the evaluation side and measure.</source>
      <translation>지금까지 채점한 쌍에서는 어떤 임계값도 목표를 지키지 못합니다. 평가 쪽을 더 채점하고 다시 측정하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>No verified match: too few points agree ({n})</source>
      <translation>검증된 일치 없음: 맞는 점이 너무 적음({n})</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>No verified match: what agrees fits no camera and no edit</source>
      <translation>검증된 일치 없음: 맞는 점들이 어떤 카메라나 편집과도 들어맞지 않음</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>No verified match: what agrees lies in one small spot</source>
      <translation>검증된 일치 없음: 맞는 점들이 작은 한 곳에 몰려 있음</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>No verifier was fitted to {embedder} yet. It looks at both pictures of a pair at once and learns from the grades of the training side what distance alone cannot tell.</source>
      <translation>{embedder}에 맞춘 검증기가 아직 없습니다. 검증기는 쌍의 두 이미지를 함께 보고, 거리만으로 알 수 없는 것을 학습 쪽의 등급에서 배웁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>No. {number}: {said}.</source>
      <translation>{number}번: {said}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Nobody differs about a pair.</source>
      <translation>의견이 갈리는 쌍이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>None yet. The sample takes about a minute and shows the whole loop.</source>
      <translation>아직 없습니다. 샘플은 약 1분이 걸리며 전체 과정을 보여 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>Not aligned</source>
      <translation>정렬되지 않음</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>Not aligned and of different shape: there is no difference to show</source>
      <translation>정렬되지 않았고 모양이 다름: 보여 줄 차이가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Not in this report; measure again.</source>
      <translation>이 보고서에 없습니다. 다시 측정하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Not kept, as it is not surely better: copies of {images:,} held-out images are told apart {start:.4f} before and {warm:.4f} after, a gain of {gain:+.4f} [{low:+.4f}, {high:+.4f}].</source>
      <translation>확실히 나아지지 않아 남기지 않았습니다. 따로 떼어 둔 이미지 {images:,}개의 사본을 구별하는 정도가 {start:.4f}에서 {warm:.4f}(으)로 바뀌었습니다. 차이 {gain:+.4f} [{low:+.4f}, {high:+.4f}].</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Not learned from: {left}.</source>
      <translation>학습에 쓰지 않음: {left}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>Not measured on: {what}.</source>
      <translation>측정에서 제외: {what}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Not measured yet</source>
      <translation>아직 측정하지 않았습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>Not measured: {reason}.</source>
      <translation>측정하지 않음: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>Not read: {problem}</source>
      <translation>읽지 못함: {problem}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/learned_from_card.py" />
      <source>Not split yet: mine first</source>
      <translation>아직 분할하지 않음: 먼저 마이닝하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/inspector.py" />
      <location filename="../../app/gui/widgets/line_editor.py" />
      <source>Note</source>
      <translation>메모</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/warm_card.py" />
      <source>Nothing is graded yet on the training side, and this needs no grade.</source>
      <translation>학습 쪽에는 아직 채점한 것이 없습니다. 이것에는 등급이 필요 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_story.py" />
      <source>Nothing that is recorded.</source>
      <translation>기록된 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Nothing to compare yet: train with two losses or two training samplers on the same grades.</source>
      <translation>아직 비교할 것이 없습니다. 같은 등급으로 손실 두 가지나 학습 샘플러 두 가지를 써서 학습하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Nothing to draw: {reason}.</source>
      <translation>그릴 것이 없습니다: {reason}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Nothing to look at again</source>
      <translation>다시 볼 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/model_words.py" />
      <location filename="../../app/gui/pages/export.py" />
      <source>Nothing to write yet</source>
      <translation>아직 쓸 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>Nothing was done yet</source>
      <translation>아직 한 일이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Nothing was trained yet.</source>
      <translation>아직 학습한 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Now blind: distance, why and names stay hidden until the batch ends.</source>
      <translation>이제 블라인드입니다. 거리, 이유, 파일 이름은 배치가 끝날 때까지 숨깁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Now sealed: only the pictures count, nothing is shown at the end, and every pair is asked.</source>
      <translation>이제 봉인되었습니다. 이미지만으로 판단하고, 끝나도 아무것도 공개하지 않으며, 모든 쌍을 묻습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Nu</source>
      <translation>누(ν)</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Number {place} of the nearest from distance {low} to {high}: neighbour number {rank}.</source>
      <translation>거리 {low}~{high}에서 가장 가까운 것 중 {place}번째: {rank}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Number {place} of the nearest not known to match, in the window from {first} to {last}: neighbour number {rank}.</source>
      <translation>{first}~{last}번째 창에서, 일치한다고 알려지지 않은 가장 가까운 것 중 {place}번째: {rank}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Number {place} of the nearest whose cosine is at most {percent} % of the cosine of the closest known match, {positive}: neighbour number {rank}.</source>
      <translation>코사인이 가장 가까운 알려진 일치의 코사인({positive})의 {percent} % 이하인 것 중 {place}번째로 가까움: {rank}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Number {place} of the {k} nearest in another folder: neighbour number {rank}.</source>
      <translation>다른 폴더의 가장 가까운 {k}개 중 {place}번째: {rank}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Number {place} of the {k} nearest not known to match and not judged yet: neighbour number {rank}.</source>
      <translation>일치한다고 알려지지 않고 아직 판단하지 않은 가장 가까운 {k}개 중 {place}번째: {rank}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Number {place} of {k} in the same cell, cell {cell} of {cells}.</source>
      <translation>같은 셀(셀 {cells}개 중 {cell}번)의 {k}개 중 {place}번째.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>Of</source>
      <translation>대상</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Of each image's nearest those that local features find to show the same parts; slower, far fewer wrong.</source>
      <translation>이미지마다 가장 가까운 것 중, 국소 특징으로 볼 때 같은 부분이 보이는 것; 느리지만 틀린 것이 훨씬 적습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Of every image some of the unmatched neighbours in a window of ranks, past the very nearest.</source>
      <translation>이미지마다, 순위의 창 안에서 일치하지 않는 이웃 몇 개. 가장 가까운 것은 건너뜁니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Of every image the k nearest unmatched ones whose distance is in a band.</source>
      <translation>이미지마다, 거리가 구간 안에 있는 일치하지 않는 가장 가까운 k개.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Of negative distances: the sphere's (up to about 128 dimensions), as seen lately, or the image's own by bins.</source>
      <translation>음성 거리의 밀도: 구면에서의 값(약 128차원까지), 최근에 본 값, 또는 이미지 자신의 구간별 값.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Of what each training sampler drew, how much still cost something; 0 teaches nothing.</source>
      <translation>각 학습 샘플러가 뽑은 것 중 아직 비용이 있던 몫. 0이면 가르치는 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>Of {name}: chosen on one half of the groups, figures from the other half.</source>
      <translation>{name} 기준: 그룹의 절반에서 고르고, 수치는 나머지 절반에서 얻었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Old against new</source>
      <translation>이전 대 새것</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>On pairs that did not choose it: TPR {tpr}, precision {precision}, false alarms in the collection {alarms}.</source>
      <translation>임계값을 고르는 데 쓰지 않은 쌍에서: TPR {tpr}, 정밀도 {precision}, 컬렉션의 오경보 {alarms}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>On the unit sphere: the more dimensions, the more alike all distances are.</source>
      <translation>단위 구면에서: 차원이 많을수록 모든 거리가 서로 비슷해집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_card.py" />
      <source>On the very pairs drawn here: drag the line, or give it the focus and use the arrow keys. A threshold to rely on is in the table of thresholds, with intervals from pairs that did not choose it.</source>
      <translation>여기 그려진 바로 그 쌍의 값입니다. 선을 끌거나, 선에 초점을 두고 화살표 키를 쓰세요. 믿고 쓸 임계값은 임계값 표에 있으며, 그 구간은 임계값을 고르는 데 쓰지 않은 쌍에서 나옵니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>On these pairs; precision depends on how many negatives were graded.</source>
      <translation>이 쌍들에서의 값. 정밀도는 음성을 얼마나 채점했는지에 달려 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>On {pairs} of the evaluation side, under the {cut} cut, against {old}.</source>
      <translation>평가 쪽의 {pairs}에서, {cut} 구분으로, {old}과(와) 비교.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>One brand, one shelf; the print says that the two are not the same.</source>
      <translation>상표도 진열대도 같지만, 포장의 글자를 보면 서로 다른 제품입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>One for all pairs, or each image or group moves its own as well.</source>
      <translation>모든 쌍에 하나를 쓸지, 이미지나 그룹마다 제 것도 움직일지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>One is a crop of the other: one shot, cut out and enlarged.</source>
      <translation>하나는 다른 하나를 잘라 낸 것입니다. 같은 이미지을 잘라 키웠습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>One of the {n} closest pairs not known to match and not judged yet: neighbour number {rank}.</source>
      <translation>일치한다고 알려지지 않고 아직 판단하지 않은 가장 가까운 {n}쌍 중 하나: {rank}번째 이웃.</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>One pair of every group, told apart from all the others at once (Sohn 2016).</source>
      <translation>모든 그룹에서 한 쌍씩, 나머지 모두와 한꺼번에 구별(Sohn 2016).</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>One picture after the other in the same place.</source>
      <translation>같은 자리에 이미지를 하나씩 번갈아 보입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>One picture is in {most}, the most of any; {covered:,} of {of:,} pictures are in one.</source>
      <translation>한 이미지가 가장 많게는 {most}에 들어 있습니다. 이미지 {of:,}개 중 {covered:,}개가 쌍에 들어 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>One picture pixel for one screen pixel.</source>
      <translation>이미지 픽셀 하나를 화면 픽셀 하나에.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>One picture stays, its candidates follow; again: end it.</source>
      <translation>한 이미지는 그대로 두고 그 후보가 이어집니다. 다시 누르면 마칩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>One picture, eleven candidates: mark the exceptions, Enter: NND for the rest.</source>
      <translation>이미지 하나에 후보 열하나: 예외를 표시하고, Enter로 나머지를 NND로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>One row a grade</source>
      <translation>등급마다 한 행</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>One row a pair</source>
      <translation>쌍마다 한 행</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Opacity of the right picture</source>
      <translation>오른쪽 이미지의 불투명도</translation>
    </message>
    <message>
      <location filename="../../app/gui/main_window.py" />
      <source>Open a project folder</source>
      <translation>프로젝트 폴더 열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Open a project folder (NAME.nearpair).</source>
      <translation>프로젝트 폴더(NAME.nearpair)를 엽니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Open batches become blind, blind ones sealed; there is no way back.</source>
      <translation>공개 배치는 블라인드로, 블라인드 배치는 봉인으로 바뀌며, 되돌릴 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>Open folder</source>
      <translation>폴더 열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/written_card.py" />
      <source>Open it</source>
      <translation>열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>Open project</source>
      <translation>프로젝트 열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Open the &amp;sample</source>
      <translation>샘플 열기(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Open the folder of a &amp;problem</source>
      <translation>문제 파일의 폴더 열기(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>Open the groups</source>
      <translation>그룹 열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>Open the pair</source>
      <translation>쌍 열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>Open the pairs</source>
      <translation>쌍 목록 열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>Open the sample</source>
      <translation>샘플 열기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>Open: everything is shown.</source>
      <translation>공개: 모든 것이 보입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Order</source>
      <translation>순서</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/help_viewer.py" />
      <source>Outside of the help: {link}</source>
      <translation>도움말 밖: {link}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Overlay</source>
      <translation>겹쳐 보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>P&amp;roject</source>
      <translation>프로젝트(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../models/heads/__init__.py" />
      <source>PCA of the collection, components divided by the square root of their singular values; no label needed.</source>
      <translation>컬렉션의 PCA, 성분을 특잇값의 제곱근으로 나눔; 레이블이 필요 없음.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Pa&amp;use</source>
      <translation>쉬기(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/queue_strip.py" />
      <source>Pair {number} of the batch</source>
      <translation>배치의 {number}번째 쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/queue_strip.py" />
      <source>Pair {number}: {grade} follows from your other answers</source>
      <translation>{number}번째 쌍: 다른 답에서 {grade}이(가) 따라 나옴</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <location filename="../../app/gui/widgets/learned_from_card.py" />
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>Pairs</source>
      <translation>쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>Pairs (*.csv)</source>
      <translation>쌍 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>Pairs + / −</source>
      <translation>쌍 + / −</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/goal_dialog.py" />
      <source>Pairs a day</source>
      <translation>하루에 답할 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs across groups to learn from</source>
      <translation>학습할 그룹 간 쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>Pairs answered in this batch</source>
      <translation>이 배치에서 답한 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/exporters/__init__.py" />
      <source>Pairs as CSV, one row each.</source>
      <translation>CSV로 된 쌍, 한 행에 하나.</translation>
    </message>
    <message>
      <location filename="../../app/core/exporters/__init__.py" />
      <source>Pairs as JSON, one object a line.</source>
      <translation>JSON으로 된 쌍, 한 줄에 객체 하나.</translation>
    </message>
    <message>
      <location filename="../../app/core/exporters/__init__.py" />
      <source>Pairs as a Parquet table.</source>
      <translation>Parquet 표로 된 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/gui/model_words.py" />
      <source>Pairs at most {distance:.3f} apart match under the {cut} cut ({target}).</source>
      <translation>{cut} 구분으로({target}) 거리 {distance:.3f} 이하인 쌍이 일치입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>Pairs at most {distance:.4f} apart under {embedder}, {cut} cut.</source>
      <translation>{embedder}에서 거리 {distance:.4f} 이하인 쌍, {cut} 구분.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/queue_strip.py" />
      <source>Pairs before and after this one</source>
      <translation>이 쌍의 앞뒤 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs checked by geometry</source>
      <translation>기하로 확인할 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Pairs drawn from all pairs: the control that every other miner is compared with.</source>
      <translation>모든 쌍에서 뽑은 쌍: 다른 모든 마이너와 비교하는 대조군.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs farther apart by embedding are not proposed; 0 = a quarter of the distance at which ND turns into near-ND.</source>
      <translation>임베딩 기준으로 이보다 먼 쌍은 제안하지 않습니다; 0 = ND가 near-ND로 바뀌는 거리의 4분의 1.</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>Pairs go to the distance that belongs to their degree, or into the band of their grade without one.</source>
      <translation>쌍은 자신의 정도에 해당하는 거리로, 정도가 없으면 등급의 구간 안으로 갑니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs in a batch</source>
      <translation>배치의 쌍 수</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Pairs in which each image is among the k nearest of the other; images near to everything lose most pairs.</source>
      <translation>서로의 가장 가까운 k개에 드는 쌍. 모든 것과 가까운 이미지는 쌍의 대부분을 잃습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Pairs inside one cell of the embedding space (k-means), after Sanakoyeu et al. 2019.</source>
      <translation>임베딩 공간의 한 셀(k-means) 안의 쌍, Sanakoyeu et al. 2019에 따름.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>Pairs of</source>
      <translation>쌍의 종류</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/learned_from_card.py" />
      <source>Pairs of each grade by side of the split</source>
      <translation>분할의 쪽에 따른 등급별 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs of images of different imported groups that are learned from along with the grades, at most.</source>
      <translation>등급과 함께 학습하는, 가져온 서로 다른 그룹의 이미지로 된 쌍의 최대 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>Pairs of ordinary batches: hard by choice, so they speak of mined pairs only.</source>
      <translation>일반 배치의 쌍: 일부러 어렵게 고른 것이므로 마이닝한 쌍에 대해서만 말해 줍니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Pairs of the list</source>
      <translation>목록의 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs per image</source>
      <translation>이미지당 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs per image that has a known match.</source>
      <translation>알려진 일치가 있는 이미지당 쌍의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs per image.</source>
      <translation>이미지당 쌍의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs per pair of folders</source>
      <translation>폴더 쌍당 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs per pair of groups</source>
      <translation>그룹 쌍당 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs per step</source>
      <translation>단계당 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs taught by the verifier</source>
      <translation>검증기가 가르치는 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>Pairs that annotators, this and the former embedding, or hash and embedding see differently.</source>
      <translation>채점자들 사이, 지금과 이전 임베딩, 또는 해시와 임베딩의 견해가 다른 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Pairs that one of perceptual hash and embedding finds close and the other far.</source>
      <translation>지각 해시와 임베딩 중 하나는 가깝다고 하고 다른 하나는 멀다고 하는 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs that the verifier is less sure of are not proposed.</source>
      <translation>검증기가 이보다 덜 확신하는 쌍은 제안하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pairs whose hashes differ in at most so many bits are compared.</source>
      <translation>해시 차이가 이 비트 수 이하인 쌍을 비교합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Pairs whose perceptual hashes differ in at most so many of their 64 bits, whatever the embedding says.</source>
      <translation>임베딩과 관계없이, 64비트 지각 해시의 차이가 이 비트 수 이하인 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>Pairs whose two pictures differ in ways that no graded pair shows yet.</source>
      <translation>채점된 어떤 쌍에도 아직 나타나지 않은 방식으로 두 이미지가 다른 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Pan down</source>
      <translation>아래로 이동</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Pan left</source>
      <translation>왼쪽으로 이동</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Pan right</source>
      <translation>오른쪽으로 이동</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Pan up</source>
      <translation>위로 이동</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>Part</source>
      <translation>부분</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that balanced asks, against the other shares.</source>
      <translation>다른 몫에 견주어 balanced가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that boundary asks, against the other shares.</source>
      <translation>다른 몫에 견주어 boundary가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that contradictions asks, against the other shares.</source>
      <translation>다른 몫에 견주어 contradictions가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that disagreement asks, against the other shares.</source>
      <translation>다른 몫에 견주어 disagreement가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that distance_weighted asks, against the other shares.</source>
      <translation>다른 몫에 견주어 distance_weighted가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that diverse asks, against the other shares.</source>
      <translation>다른 몫에 견주어 diverse가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that hardest asks, against the other shares.</source>
      <translation>다른 몫에 견주어 hardest가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that likeliest asks, against the other shares.</source>
      <translation>다른 몫에 견주어 likeliest가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that likely_errors asks, against the other shares.</source>
      <translation>다른 몫에 견주어 likely_errors가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that random asks, against the other shares.</source>
      <translation>다른 몫에 견주어 random이 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that repeats asks, against the other shares.</source>
      <translation>다른 몫에 견주어 repeats가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that uniform_distance asks, against the other shares.</source>
      <translation>다른 몫에 견주어 uniform_distance가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Part of the batch that verifier asks, against the other shares.</source>
      <translation>다른 몫에 견주어 verifier가 배치에서 묻는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>Parts and negatives</source>
      <translation>부분과 음성</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Parts of equal width of the distance scale.</source>
      <translation>거리 눈금을 같은 너비로 나눈 부분의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/exporters/__init__.py" />
      <source>Paths, hashes and unit vectors of every image as plain arrays (.npz).</source>
      <translation>모든 이미지의 경로, 해시, 단위 벡터를 단순 배열로(.npz).</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Patience</source>
      <translation>인내 횟수</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>Pause</source>
      <translation>일시 중지</translation>
    </message>
    <message>
      <location filename="../../app/gui/pausing.py" />
      <source>Paused – any key goes on</source>
      <translation>쉬는 중 – 아무 키나 누르면 계속합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Perceptual hash and embedding disagree: {bits} bits apart, closer than {bits_above} % of the compared pairs; by embedding closer than {distance_above} %.</source>
      <translation>지각 해시와 임베딩이 엇갈림: 차이 {bits}비트로 비교한 쌍의 {bits_above} %보다 가깝고, 임베딩으로는 {distance_above} %보다 가까움.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Perceptual hashes that differ in more bits are not proposed.</source>
      <translation>이보다 많은 비트가 다른 지각 해시는 제안하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Perceptual hashes {bits} bits apart, at most {radius}, and closer than {limit} by embedding.</source>
      <translation>지각 해시 차이 {bits}비트(최대 {radius}), 임베딩으로 {limit}보다 가까움.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Perceptual hashes {bits} bits apart, at most {radius}.</source>
      <translation>지각 해시 차이 {bits}비트(최대 {radius}).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>Picture</source>
      <translation>이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/plot_file.py" />
      <source>Picture (*.png);;Drawing (*.svg);;Numbers (*.csv)</source>
      <translation>그림 (*.png);;도면 (*.svg);;숫자 (*.csv)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/review_frame.py" />
      <source>Picture pair</source>
      <translation>이미지 쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Pictures (*)</source>
      <translation>이미지 (*)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pictures are also compared mirrored, or under all eight flips and quarter turns; costs as many times the network's work.</source>
      <translation>이미지를 좌우로 뒤집은 것, 또는 여덟 가지 뒤집기와 직각 회전 모두와도 비교합니다. 신경망의 작업량이 그만큼 곱절로 듭니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Pictures in the file</source>
      <translation>파일 안의 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pictures of one camera at most this far apart are one burst.</source>
      <translation>같은 카메라의 이미지가 이 시간 안에 있으면 한 연사로 봅니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>Pictures taken within seconds of each other (EXIF time), by the same camera where it is known.</source>
      <translation>몇 초 안에 찍은 이미지(EXIF 시각). 카메라를 알면 같은 카메라의 것만.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Pixel for pixel the same. Found by itself: it has no key, and nobody is asked.</source>
      <translation>모든 픽셀이 같습니다. 저절로 찾아내므로 키가 없고, 아무에게도 묻지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Place of the swipe line</source>
      <translation>밀어 보기 선의 위치</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Plain arrays</source>
      <translation>단순 배열</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pooling</source>
      <translation>풀링</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Positive margin</source>
      <translation>양성 마진</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>Positives to distance 0, negatives beyond a fixed margin, both squared (Hadsell et al. 2006).</source>
      <translation>양성은 거리 0으로, 음성은 고정 마진 너머로, 둘 다 제곱(Hadsell et al. 2006).</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Pr&amp;omote</source>
      <translation>승격(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Practi&amp;se</source>
      <translation>연습(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_result.py" />
      <source>Practice done</source>
      <translation>연습 끝</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>Practice: pair {number} of {total}</source>
      <translation>연습: {total}쌍 중 {number}번째</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_result.py" />
      <source>Practise again</source>
      <translation>다시 연습하기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <location filename="../../app/gui/widgets/review_frame.py" />
      <source>Practise first</source>
      <translation>먼저 연습하기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>Precision</source>
      <translation>정밀도</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Precision and recall</source>
      <translation>정밀도와 재현율</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>Precision {value:.3f} ({low:.3f}–{high:.3f}) on pairs that did not choose it.</source>
      <translation>임계값을 고르는 데 쓰지 않은 쌍에서 정밀도 {value:.3f}({low:.3f}–{high:.3f}).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/pair_table.py" />
      <source>Predicted</source>
      <translation>예측</translation>
    </message>
    <message>
      <location filename="../../app/gui/predicted.py" />
      <source>Predicted by its distance: {grade} ({percent:.0f} %), degree {degree:.2f} ({low:.2f} to {high:.2f}).</source>
      <translation>거리로 예측한 등급: {grade} ({percent:.0f} %), 정도 {degree:.2f} ({low:.2f}~{high:.2f}).</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/predicted.py" />
      <source>Predicting grades</source>
      <translation>등급을 예측하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Prediction</source>
      <translation>예측</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/model_file.py" />
      <source>Preparing the model</source>
      <translation>모델을 준비하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/main_window.py" />
      <source>Preparing the project</source>
      <translation>프로젝트 준비</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_field.py" />
      <source>Press the new key</source>
      <translation>새 키를 누르세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Preview</source>
      <translation>미리 보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Previous view</source>
      <translation>이전 보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Probabilities are looked at under the strict and the lenient cut.</source>
      <translation>확률은 엄격과 관대 구분에서 살펴봅니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Probabilities fitted on one half of the groups, looked at on the other.</source>
      <translation>확률은 그룹의 절반에서 맞추고 나머지 절반에서 살펴봅니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Problems</source>
      <translation>문제</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Problems ({count:,})</source>
      <translation>문제({count:,})</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/job_card.py" />
      <source>Progress</source>
      <translation>진행</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>Progress of the job</source>
      <translation>작업 진행률</translation>
    </message>
    <message>
      <location filename="../../app/gui/main_window.py" />
      <source>Projects opened here are listed on the first page.
The log is in {log_file}.</source>
      <translation>여기서 연 프로젝트는 첫 페이지에 나열됩니다.
로그는 {log_file}에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Promote</source>
      <translation>승격</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Promote any&amp;way</source>
      <translation>그래도 승격(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Promote anyway</source>
      <translation>그래도 승격</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/proof.py" />
      <source>Proof sheet: {grade}, pairs {first:,} to {last:,} of {count:,}</source>
      <translation>교정 시트: {grade}, {count:,}쌍 중 {first:,}~{last:,}번째</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Proposals</source>
      <translation>제안</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Propose pairs with the chosen miner.</source>
      <translation>고른 마이너로 쌍을 제안합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Proposed pairs</source>
      <translation>제안된 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pull of the head back to its whitened start.</source>
      <translation>헤드를 백색화된 시작점으로 되당기는 힘.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Pull to zero</source>
      <translation>0으로 당기는 힘</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>Pulls the farthest images of a group together and the nearest two groups apart (Zhang et al. 2017).</source>
      <translation>한 그룹에서 가장 먼 이미지들은 당기고, 가장 가까운 두 그룹은 떼어 놓습니다(Zhang et al. 2017).</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Put away what stands beside the pictures, so that they grow; again: back.</source>
      <translation>이미지 옆의 칸을 치워 이미지를 크게 봅니다. 다시 누르면 돌아옵니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Put behind the rest.</source>
      <translation>나머지 뒤로 보냈습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Put behind the rest: it is the last one open.</source>
      <translation>나머지 뒤로 보냈습니다. 남은 마지막 쌍입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Put it away; it goes on later from where it is.</source>
      <translation>보관합니다. 나중에 그 자리에서 이어집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Put this pair behind the rest of the batch.</source>
      <translation>이 쌍을 배치의 나머지 뒤로 보냅니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Query strategy</source>
      <translation>질의 전략</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>R&amp;edo</source>
      <translation>다시 실행(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>R&amp;edo: {what}</source>
      <translation>다시 실행(&amp;E): {what}</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Random control: drawn from all {of} pairs.</source>
      <translation>무작위 대조: 모든 쌍 {of}개에서 뽑음.</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>Random groups; every positive pair with a negative at random.</source>
      <translation>무작위 그룹; 모든 양성 쌍과 무작위 음성.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Random ones of the cell, or the nearest.</source>
      <translation>셀에서 무작위로 고를지, 가장 가까운 것을 고를지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Random ones of the window, or its nearest.</source>
      <translation>창에서 무작위로 고를지, 가장 가까운 것을 고를지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Random pairs from groups</source>
      <translation>그룹에서 얻은 무작위 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Random pairs of images of different imported groups that a verifier learns as NND.</source>
      <translation>검증기가 NND로 학습하는, 가져온 서로 다른 그룹의 이미지로 된 무작위 쌍의 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Random share</source>
      <translation>무작위 비율</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Random share of the hard ones</source>
      <translation>어려운 것 중 무작위 비율</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Rate of the network</source>
      <translation>신경망의 학습률</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Raw, whitened and trained embeddings on the same pairs, of images nothing was learned from.</source>
      <translation>아무것도 학습하지 않은 이미지의 같은 쌍에서 잰 원본, 백색화, 학습된 임베딩.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Re&amp;link folder…</source>
      <translation>폴더 다시 연결(&amp;L)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Read a folder of pictures into a new project.</source>
      <translation>이미지 폴더를 새 프로젝트로 읽습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Read again</source>
      <translation>다시 읽기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Read another folder into this collection.</source>
      <translation>다른 폴더를 이 컬렉션에 읽어 들입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Read graded pairs from a CSV or JSONL file.</source>
      <translation>CSV 또는 JSONL 파일에서 채점된 쌍을 읽습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Read image,group rows from a CSV file.</source>
      <translation>CSV 파일에서 image,group 행을 읽습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Read once more what could not be read.</source>
      <translation>읽지 못했던 것을 한 번 더 읽습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Read vectors of your own, made elsewhere, from an .npz file.</source>
      <translation>다른 곳에서 만든 자신의 벡터를 .npz 파일에서 읽습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/ingest.py" />
      <source>Reading images</source>
      <translation>이미지를 읽는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Reading pictures</source>
      <translation>이미지 읽기</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Reading the folders again</source>
      <translation>폴더 다시 읽기</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find.py" />
      <source>Reading the pictures</source>
      <translation>이미지를 읽는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/oracle.py" />
      <source>Reading the truth</source>
      <translation>정답을 읽는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/protocol.py" />
      <source>Reading what is known</source>
      <translation>알려진 것을 읽는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <location filename="../../app/gui/pages/collection.py" />
      <source>Reading {name}</source>
      <translation>{name} 읽는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Reason</source>
      <translation>이유</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>Recent projects</source>
      <translation>최근 프로젝트</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Refresh</source>
      <translation>새로 고침 주기</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/inspector.py" />
      <source>Relations</source>
      <translation>관계</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Reliability</source>
      <translation>신뢰도</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/relink_offer.py" />
      <source>Relink folder</source>
      <translation>폴더 다시 연결</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/widgets/relink_offer.py" />
      <source>Relink folder…</source>
      <translation>폴더 다시 연결…</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Replayed share</source>
      <translation>재학습 비율</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/bug_dialog.py" />
      <source>Report</source>
      <translation>보고서</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>Report…</source>
      <translation>보고서…</translation>
    </message>
    <message>
      <location filename="../../models/backbones/__init__.py" />
      <source>ResNet-50 of torchvision, 224 px, 2048 numbers; 103 MB to fetch once (ImageNet, BSD-3-Clause).</source>
      <translation>torchvision의 ResNet-50, 224 px, 수 2048개; 103 MB를 한 번 내려받음(ImageNet, BSD-3-Clause).</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/metrics.py" />
      <source>Resampling</source>
      <translation>재표본 추출 중</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/protocol_measure.py" />
      <source>Resampling {name}</source>
      <translation>{name} 재표본 추출 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>Result</source>
      <translation>결과</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Retrieval among known groups</source>
      <translation>알려진 그룹 사이의 검색</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Retrieval by size</source>
      <translation>크기별 검색</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_marks.py" />
      <location filename="../../app/gui/widgets/pair_table.py" />
      <source>Right</source>
      <translation>오른쪽</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_marks.py" />
      <source>Right: </source>
      <translation>오른쪽: </translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Right: shown {turned}</source>
      <translation>오른쪽 표시: {turned}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Round</source>
      <translation>라운드</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/rounds_table.py" />
      <source>Round {last} brought few matches ({last2} of {last3} pairs): another round with this miner will bring fewer; try another miner, or stop.</source>
      <translation>라운드 {last}에는 일치가 적었습니다({last3}쌍 중 {last2}쌍). 이 마이너로 라운드를 더 하면 더 적어집니다. 다른 마이너를 쓰거나 멈추세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/rounds_table.py" />
      <source>Round {last} proposed almost only pairs of the round before ({last2}): the embedding has settled; grade what is left, or try another miner.</source>
      <translation>라운드 {last}은(는) 거의 이전 라운드의 쌍만 제안했습니다({last2}). 임베딩이 자리를 잡았습니다. 남은 것을 채점하거나 다른 마이너를 써 보세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Rounds</source>
      <translation>라운드</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Rows</source>
      <translation>행</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Rule</source>
      <translation>규칙</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Rules look at pairs that nobody graded. The pairs below stand in random order, so the first ones are a fair sample: Space leaves a pair out. Nothing is stored before you approve, and one undo takes all of it back.</source>
      <translation>규칙은 아무도 채점하지 않은 쌍을 봅니다. 아래 쌍은 무작위 순서이므로 앞의 것들이 공정한 표본입니다. Space로 쌍을 뺍니다. 승인하기 전에는 아무것도 저장되지 않으며, 실행 취소 한 번으로 모두 되돌립니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Runs</source>
      <translation>실행</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>S&amp;ide column</source>
      <translation>옆 칸(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>S&amp;wap sides</source>
      <translation>좌우 바꾸기(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>S&amp;wipe</source>
      <translation>밀어 보기(&amp;W)</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>Same source picture, edited: cropped, resized, recompressed, recoloured, overlaid, mirrored.</source>
      <translation>같은 원본 이미지를 편집한 것: 자르기, 크기 조정, 재압축, 색 변경, 덧씌우기, 뒤집기.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>Save the list…</source>
      <translation>목록 저장…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/plots.py" />
      <source>Save {name}</source>
      <translation>{name} 저장</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/plots.py" />
      <source>Save…</source>
      <translation>저장…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Say what was done to the picture: crop, text, burst.</source>
      <translation>이미지에 무엇을 했는지 적습니다: 자르기, 글자, 연사.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Say where a folder is that was moved; grades stay.</source>
      <translation>옮긴 폴더가 어디에 있는지 알려 줍니다. 등급은 그대로 남습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Scale</source>
      <translation>배율</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>Sealed batches stay sealed: their grades measure the embeddings.</source>
      <translation>봉인된 배치는 봉인된 채로 남습니다. 그 등급은 임베딩을 측정하는 데 쓰입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Sealed pairs drawn once, before the first mining, on the evaluation side.</source>
      <translation>첫 마이닝 전에 평가 쪽에서 한 번 뽑는 봉인된 쌍의 수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>Sealed pairs graded by people, weighted: they speak for the whole collection.</source>
      <translation>사람이 채점한 봉인된 쌍, 가중치 적용: 컬렉션 전체를 대표합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>Sealed: only the pictures count. Nothing is revealed.</source>
      <translation>봉인: 이미지만 봅니다. 아무것도 공개하지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Search</source>
      <translation>검색</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>Search by name or folder</source>
      <translation>이름이나 폴더로 검색</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_dialog.py" />
      <source>Second part</source>
      <translation>둘째 부분</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Seconds</source>
      <translation>초</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Seconds in a burst</source>
      <translation>한 연사의 초</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>See the chosen problem file in its folder.</source>
      <translation>고른 문제 파일을 폴더에서 봅니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>See what is nearest to the chosen image.</source>
      <translation>고른 이미지와 가장 가까운 것을 봅니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>See which pictures of the collection a picture from elsewhere matches.</source>
      <translation>다른 곳의 이미지가 컬렉션의 어느 이미지와 일치하는지 봅니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/settings_form.py" />
      <source>Seed</source>
      <translation>시드</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>Seen before</source>
      <translation>이전에 본 것</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>Several query strategies in one batch, each with its share.</source>
      <translation>한 배치에 여러 질의 전략, 각각의 몫대로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Sh&amp;eet</source>
      <translation>시트(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Shape of a loss</source>
      <translation>손실의 모양</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of a step drawn again from what was hard before.</source>
      <translation>전에 어려웠던 것에서 다시 뽑는 단계의 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of a step drawn at random, whatever is hard.</source>
      <translation>무엇이 어렵든 무작위로 뽑는 단계의 몫.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Share of active tuples</source>
      <translation>활성 튜플의 비율</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of balanced</source>
      <translation>balanced의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of boundary</source>
      <translation>boundary의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of contradictions</source>
      <translation>contradictions의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of disagreement</source>
      <translation>disagreement의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of distance_weighted</source>
      <translation>distance_weighted의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of diverse</source>
      <translation>diverse의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of every step that is mined negatives, in the hard-negative rounds.</source>
      <translation>어려운 음성 라운드에서 단계마다 마이닝한 음성이 차지하는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of hardest</source>
      <translation>hardest의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of likeliest</source>
      <translation>likeliest의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of likely_errors</source>
      <translation>likely_errors의 몫</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Share of queries with a match in first place, the more images there are to choose from.</source>
      <translation>고를 이미지가 많아질수록, 일치가 첫째 자리에 오는 질의의 비율.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of random</source>
      <translation>random의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of random negatives that are nearer, or a distance.</source>
      <translation>더 가까운 무작위 음성의 비율, 또는 거리.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of repeats</source>
      <translation>repeats의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of the candidates drawn at random from all pairs, as a control.</source>
      <translation>대조를 위해 모든 쌍에서 무작위로 뽑는 후보의 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of the collection's components kept for evaluation, never trained on.</source>
      <translation>평가용으로 남겨 두고 학습에 쓰지 않는 컬렉션 성분의 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of the match's cosine a negative must stay below it.</source>
      <translation>음성이 그 아래에 있어야 하는, 일치의 코사인에 대한 비율.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of the mined negatives that is drawn at random instead of being hard.</source>
      <translation>마이닝한 음성 중 어려운 것 대신 무작위로 뽑는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of those mined negatives that became easy which is kept, so that they stay easy.</source>
      <translation>마이닝한 음성 중 쉬워진 것을 계속 쉽게 유지하려고 남겨 두는 몫.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of uniform_distance</source>
      <translation>uniform_distance의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Share of verifier</source>
      <translation>verifier의 몫</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Shares of random negatives, or distances (.5 and 1.4 in the paper).</source>
      <translation>무작위 음성의 비율, 또는 거리(논문에서는 .5와 1.4).</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/sheet.py" />
      <source>Sheet: one image and {count} candidates</source>
      <translation>시트: 이미지 하나와 후보 {count}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_sheet.py" />
      <source>Shift with a grade key gives the same grade with low confidence; digits of the number pad count too. Space belongs to the pictures. The grade keys are places on the keyboard, whatever a layout writes there.</source>
      <translation>Shift와 채점 키를 함께 누르면 같은 등급을 낮은 확신으로 매깁니다. 숫자 패드의 숫자도 됩니다. Space는 이미지 보기에 쓰입니다. 채점 키는 자판 배열에 무엇이 적혀 있든 키보드의 자리로 정해집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Show both pictures whole.</source>
      <translation>두 이미지를 전체로 보입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Show the left picture on the right.</source>
      <translation>왼쪽 이미지를 오른쪽에 보입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Si&amp;de by side</source>
      <translation>나란히 보기(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Side by side</source>
      <translation>나란히 보기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Side by side, blink, swipe, overlay, difference, matches.</source>
      <translation>나란히, 번갈아, 밀어, 겹쳐 보기, 차이, 일치점.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>So many of the likeliest are laid over one another; 0 = none.</source>
      <translation>일치할 확률이 가장 높은 쌍 가운데 서로 겹쳐 볼 수; 0 = 없음.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/bug_dialog.py" />
      <source>Something went wrong in Nearpair</source>
      <translation>Nearpair에 문제가 생겼습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/searching/cells.py" />
      <source>Sorting images into cells</source>
      <translation>이미지를 셀로 나누는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Space: the other picture</source>
      <translation>Space: 다른 이미지</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Speak English, from the next start on.</source>
      <translation>다음에 시작할 때부터 영어로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Speak Korean, from the next start on.</source>
      <translation>다음에 시작할 때부터 한국어로.</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/split.py" />
      <source>Splitting</source>
      <translation>분할하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Squared</source>
      <translation>제곱</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Start the next round with the newest embedding.</source>
      <translation>가장 새로운 임베딩으로 다음 라운드를 시작합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Step size of the optimiser (Adam).</source>
      <translation>최적화기(Adam)의 보폭.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>Steps</source>
      <translation>단계</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Steps after which the cells are made anew.</source>
      <translation>셀을 새로 만들기까지의 단계 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Steps before the memory is used: early vectors drift.</source>
      <translation>기억을 쓰기 전까지의 단계 수. 초기 벡터는 떠돕니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Steps between checks</source>
      <translation>검사 사이의 단계</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Stop the running job; what it finished is kept.</source>
      <translation>실행 중인 작업을 멈춥니다. 끝난 것은 남습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>Stopping…</source>
      <translation>멈추는 중…</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Store what the sheet or the group shows.</source>
      <translation>시트나 그룹에 보이는 대로 저장합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/proposed.py" />
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>Storing grades</source>
      <translation>등급을 저장하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Sure from</source>
      <translation>확신 기준</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Suspicious below</source>
      <translation>의심 기준</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>Swipe</source>
      <translation>밀어 보기</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/verdict.py" />
      <source>TPR at FPR {rates}</source>
      <translation>TPR, FPR 기준 {rates}</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <location filename="../../app/gui/training_view.py" />
      <location filename="../../app/gui/widgets/parts_card.py" />
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>TPR at {rate}</source>
      <translation>FPR {rate}에서 TPR</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Tag</source>
      <translation>태그</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/inspector.py" />
      <location filename="../../app/gui/widgets/line_editor.py" />
      <source>Tags</source>
      <translation>태그</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Take back your last grade.</source>
      <translation>마지막 등급을 되돌립니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Take in another copy's images, batches and grades.</source>
      <translation>다른 사본의 이미지, 배치, 등급을 가져옵니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Take up the training that was put away.</source>
      <translation>보관해 둔 학습을 이어서 합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Taken</source>
      <translation>촬영</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Taken {duration} apart in time.</source>
      <translation>촬영 시각 차이: {duration}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>Taken {length} apart in space.</source>
      <translation>촬영 장소 차이: {length}.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Taken {milliseconds} ms apart, number {place} of the {k} next in time.</source>
      <translation>촬영 시각 차이 {milliseconds} ms, 시간순으로 다음 {k}개 중 {place}번째.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>Target</source>
      <translation>목표</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Targets of the thresholds</source>
      <translation>임계값의 목표</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Temperature</source>
      <translation>온도</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The .json file that describes your network; the help page on backbones says how.</source>
      <translation>사용자의 신경망을 설명하는 .json 파일. 방법은 백본 도움말 페이지에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_card.py" />
      <source>The arrow keys move the threshold.</source>
      <translation>화살표 키로 임계값을 움직입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>The batch was done: everything is shown. Grades changed now are marked as such.</source>
      <translation>배치가 끝나 모든 것이 보입니다. 지금 바꾸는 등급은 그렇게 표시됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>The batch {name} of {count} pairs is ready to grade.</source>
      <translation>{count}쌍의 배치 {name}이(가) 준비되었습니다. 채점할 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>The beginning</source>
      <translation>처음</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>The best state so far is kept. You may grade meanwhile.</source>
      <translation>지금까지 가장 좋은 상태를 보관합니다. 그동안 채점해도 됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The chance that the verifier gives a grade, from which a pair is learned from without having been graded.</source>
      <translation>검증기가 준 확률이 이 값 이상이면 채점하지 않은 쌍도 학습에 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pausing.py" />
      <source>The clock stands, and no key grades a pair.</source>
      <translation>시간이 멈춰 있고, 어떤 키로도 채점되지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The closest candidates whose grade a newly fitted verifier predicts; 0 = none.</source>
      <translation>새로 맞춘 검증기가 등급을 예측할 가장 가까운 후보 수. 0 = 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>The closest unjudged candidates, in order.</source>
      <translation>아직 판단하지 않은 가장 가까운 후보를 순서대로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>The closest {listed:,} are listed; the file holds all of them.</source>
      <translation>가장 가까운 {listed:,}개만 보입니다. 파일에는 모두 들어 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/asking.py" />
      <source>The comparison was ended from outside</source>
      <translation>비교가 외부에서 중단되었습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>The degree is kept.</source>
      <translation>정도를 저장했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>The degree will be kept with your answer.</source>
      <translation>정도는 답과 함께 저장됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The distance beyond which negatives soon stop to matter.</source>
      <translation>이 거리를 넘으면 음성의 영향이 곧 없어집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>The distance that was put to use last: {basis}.</source>
      <translation>마지막으로 쓴 거리: {basis}.</translation>
    </message>
    <message>
      <location filename="../../app/core/exporters/__init__.py" />
      <source>The embedder as one ONNX graph from picture to unit vector, described inside and in a JSON file beside it.</source>
      <translation>이미지에서 단위 벡터까지 하나의 ONNX 그래프로 된 임베더. 설명은 파일 안과 옆의 JSON 파일에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/exporters/__init__.py" />
      <source>The embedder's weights, network and head, with transform, thresholds and licence in the header.</source>
      <translation>신경망과 헤드로 된 임베더의 가중치. 헤더에 변환, 임계값, 라이선스가 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/examples.py" />
      <source>The examples need a wider window.</source>
      <translation>예시를 보려면 창이 더 넓어야 합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/examples.py" />
      <source>The examples stand beside the pairs of a batch.</source>
      <translation>예시는 배치의 쌍 옆에 나타납니다.</translation>
    </message>
    <message>
      <location filename="../../models/samplers/__init__.py" />
      <source>The farthest positive and the nearest negative pairs as last seen, mixed with random and earlier hard ones.</source>
      <translation>마지막으로 본 가장 먼 양성 쌍과 가장 가까운 음성 쌍에, 무작위 쌍과 전에 어려웠던 쌍을 섞음.</translation>
    </message>
    <message>
      <location filename="../../models/heads/__init__.py" />
      <source>The features as they are, scaled to unit length.</source>
      <translation>특징을 그대로, 단위 길이로 맞춤.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>The few pairs near 0 are the ones to see; on a plain scale the many far ones hide them.</source>
      <translation>보아야 할 것은 0에 가까운 몇 쌍입니다. 일반 눈금에서는 멀리 있는 많은 쌍에 가려집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pictures.py" />
      <source>The file cannot be read</source>
      <translation>파일을 읽을 수 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>The file gets its name when it is complete.</source>
      <translation>파일은 완성된 뒤에 이름을 얻습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pictures.py" />
      <source>The file has changed since it was read</source>
      <translation>읽은 뒤에 파일이 바뀌었습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pictures.py" />
      <source>The file is missing</source>
      <translation>파일이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>The folder of pictures</source>
      <translation>이미지 폴더</translation>
    </message>
    <message>
      <location filename="../../app/gui/daily_goal.py" />
      <source>The goal is {goal:,} pairs a day.</source>
      <translation>목표는 하루 {goal:,}쌍입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>The graded pairs between which a contradiction lies, for a second look.</source>
      <translation>모순이 걸린 채점된 쌍을 다시 확인.</translation>
    </message>
    <message>
      <location filename="../../app/gui/runner.py" />
      <source>The job's process was ended from outside ({code}), often because memory ran out. Everything finished before that is kept; start the job again to go on.</source>
      <translation>작업 프로세스가 외부에서 종료되었습니다({code}). 메모리가 부족할 때 자주 그렇습니다. 그 전에 끝난 것은 모두 남아 있습니다. 작업을 다시 시작하면 이어집니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The larger, the less a single feature may count.</source>
      <translation>클수록 특징 하나의 영향이 줄어듭니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The larger, the smoother its answers.</source>
      <translation>클수록 답이 매끄러워집니다.</translation>
    </message>
    <message>
      <location filename="../../models/students/__init__.py" />
      <source>The last two stages and the head, from cached maps of 44 kB an image: minutes on two cores.</source>
      <translation>이미지당 44 kB의 캐시된 맵에서 마지막 두 단계와 헤드: 코어 두 개로 몇 분.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>The leaked images were written to</source>
      <translation>누출된 이미지를 쓴 곳:</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>The left image is in a group of {size} near-duplicates.</source>
      <translation>왼쪽 이미지는 근접 중복 {size}개로 된 그룹에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The left picture cannot be judged.</source>
      <translation>왼쪽 이미지를 판단할 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>The likeliest or most doubtful pairs by a verifier over all pair features, fitted to the grades.</source>
      <translation>모든 쌍 특징을 보고 등급에 맞춘 검증기가 가장 그럴듯하다고, 또는 가장 의심스럽다고 보는 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>The measured thresholds are those of {old}, and {new} is the newest embedding; measure again.</source>
      <translation>측정한 임계값은 {old}의 것이고 가장 새로운 임베딩은 {new}입니다. 다시 측정하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>The mined pairs nobody has judged, closest first.</source>
      <translation>아무도 판단하지 않은 마이닝된 쌍, 가까운 순.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most bits the hashes differ in.</source>
      <translation>해시가 다를 수 있는 최대 비트 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most candidates between (or within) two ND or imported groups, or two bursts; 0 = no cap.</source>
      <translation>두 ND 그룹 또는 가져온 그룹, 또는 두 연사의 사이(또는 안)에 있는 후보의 최대 수; 0 = 제한 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most candidates between (or within) two folders; 0 = no cap.</source>
      <translation>두 폴더의 사이(또는 안)에 있는 후보의 최대 수; 0 = 제한 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most candidates one image may be in; 0 = no cap.</source>
      <translation>한 이미지가 들 수 있는 후보의 최대 수; 0 = 제한 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most hard pairs between (or within) two folders; 0 = no cap.</source>
      <translation>두 폴더의 사이(또는 안)에 있는 어려운 쌍의 최대 수; 0 = 제한 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most hard pairs between the images of two groups; 0 = no cap.</source>
      <translation>두 그룹의 이미지 사이에 있는 어려운 쌍의 최대 수; 0 = 제한 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most hard pairs one image is in; 0 = no cap.</source>
      <translation>한 이미지가 드는 어려운 쌍의 최대 수; 0 = 제한 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most images, drawn at random, that a start without grades is learned from.</source>
      <translation>등급 없이 시작할 때 학습하는, 무작위로 뽑은 이미지의 최대 수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most pairs that are compared, closest first.</source>
      <translation>비교할 쌍의 최대 수, 가까운 순.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most pairs, most probable matches first, whose pictures are laid over one another.</source>
      <translation>이미지를 서로 겹쳐 볼 쌍의 최대 수, 일치할 확률이 높은 순.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The most time between the two.</source>
      <translation>둘 사이의 최대 시간.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>The n closest pairs of all that are not known to match; a few hubs supply most of them.</source>
      <translation>일치한다고 알려지지 않은 모든 쌍 중 가장 가까운 n쌍. 대부분은 몇몇 허브에서 나옵니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>The name is written with every grade you give.</source>
      <translation>이름은 사용자가 매기는 모든 등급과 함께 기록됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The name that is written with every grade.</source>
      <translation>모든 등급과 함께 기록되는 이름.</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/__init__.py" />
      <source>The nearest whose cosine is at most (1 - margin) times that of a known match (NV-Retriever, 2024).</source>
      <translation>코사인이 알려진 일치의 (1 - margin)배 이하인 것 중 가장 가까운 것(NV-Retriever, 2024).</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The network whose features are cached.</source>
      <translation>특징을 캐시할 신경망.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>The newest embedding on parts of the pairs: positives among all negatives, and the share of a part's negatives let through where the whole has a false positive rate of 0.01.</source>
      <translation>쌍의 부분에 대한 최신 임베딩: 모든 음성 사이의 양성, 그리고 전체 거짓 양성률이 0.01인 거리에서 통과하는 그 부분의 음성 비율.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>The note is kept.</source>
      <translation>메모를 저장했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>The note will be kept with your answer.</source>
      <translation>메모는 답과 함께 저장됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The other picture in the same place; hold the key to see it only while held.</source>
      <translation>같은 자리에 다른 이미지를 보입니다. 키를 누르고 있으면 그동안만 보입니다.</translation>
    </message>
    <message>
      <location filename="../../models/losses/__init__.py" />
      <source>The overlap of the histograms of positive and negative pairs; no margin to choose (Ustinova et al. 2016).</source>
      <translation>양성 쌍과 음성 쌍의 히스토그램이 겹치는 정도. 마진을 고를 필요가 없습니다(Ustinova et al. 2016).</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>The pairs most probably ND or near-ND, judged by all answers so far.</source>
      <translation>지금까지의 모든 답으로 보아 ND 또는 near-ND일 확률이 가장 높은 쌍.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>The pictures of this project. They stay where they are and are only read.</source>
      <translation>이 프로젝트의 이미지입니다. 제자리에 있으며 읽기만 합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>The pictures stay where they are and are only read. The project is a folder of its own that keeps grades, candidates and thumbnails.</source>
      <translation>이미지는 제자리에 있으며 읽기만 합니다. 프로젝트는 등급, 후보, 썸네일을 담는 별도의 폴더입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>The report is {path}.</source>
      <translation>보고서: {path}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <source>The report was written to</source>
      <translation>보고서를 다음 위치에 썼습니다:</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>The right image is in a group of {size} near-duplicates.</source>
      <translation>오른쪽 이미지는 근접 중복 {size}개로 된 그룹에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>The right one is cut out of the left: the same shot.</source>
      <translation>오른쪽은 왼쪽에서 잘라 낸 것으로, 같은 이미지입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The right picture cannot be judged.</source>
      <translation>오른쪽 이미지를 판단할 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>The right picture laid over the left; changed parts are outlined</source>
      <translation>왼쪽 위에 오른쪽 이미지를 겹침. 바뀐 부분에 윤곽을 그립니다</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>The right picture matches {view}.</source>
      <translation>오른쪽 이미지가 일치하는 방향: {view}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The right picture shines through the left.</source>
      <translation>오른쪽 이미지가 왼쪽 위로 비쳐 보입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>The same animals a moment later: another shot of one scene.</source>
      <translation>같은 동물들의 잠시 뒤 모습입니다. 한 장면을 다시 찍은 사진입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>The same armchair, photographed again from another side.</source>
      <translation>같은 안락의자를 다른 쪽에서 다시 찍었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The same place of both pictures at 1:1, 4 times, 12 times; again: away.</source>
      <translation>두 사진의 같은 곳을 1:1, 4배, 12배로 봅니다. 한 번 더 누르면 사라집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/parts_card.py" />
      <source>The same positive pairs against easy and hard negatives. All of these figures are right: they answer different questions.</source>
      <translation>같은 양성 쌍을 쉬운 음성과 어려운 음성에 견준 것입니다. 모두 옳은 수치이며, 서로 다른 질문에 답합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/settings_form.py" />
      <source>The same seed makes every random choice again.</source>
      <translation>시드가 같으면 모든 무작위 선택이 똑같이 되풀이됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>The same skull, photographed with the camera turned.</source>
      <translation>같은 두개골을 카메라를 돌려 찍었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>The same stone, photographed again from closer by.</source>
      <translation>같은 돌을 더 가까이에서 다시 찍었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The sampler that picks the triplets inside a batch.</source>
      <translation>배치 안에서 삼중항을 고르는 샘플러.</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>The search found {percent:.1f} % (at least {least:.1f} %) of the true neighbours on a sample of {sample:,}.</source>
      <translation>검색은 표본 {sample:,}개에서 실제 이웃의 {percent:.1f} %(최소 {least:.1f} %)를 찾았습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>The search found {percent:.1f} % of the true neighbours on a sample of {sample:,}.</source>
      <translation>검색은 표본 {sample:,}개에서 실제 이웃의 {percent:.1f} %를 찾았습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>The search is exact: every true neighbour is found.</source>
      <translation>정확한 검색입니다. 실제 이웃을 모두 찾습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The share of the seen pairs of a kind that counts as hard.</source>
      <translation>한 종류의 본 쌍 가운데 어렵다고 볼 몫.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The sheet of all keys.</source>
      <translation>모든 단축키를 담은 표.</translation>
    </message>
    <message>
      <location filename="../../app/gui/side_column.py" />
      <source>The side column needs a wider window.</source>
      <translation>옆 칸을 보려면 창이 더 넓어야 합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>The smaller, the more only the hardest count.</source>
      <translation>작을수록 가장 어려운 것만 셈에 듭니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>The tags are kept.</source>
      <translation>태그를 저장했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>The tags will be kept with your answer.</source>
      <translation>태그는 답과 함께 저장됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>The training of {name}.</source>
      <translation>{name}의 학습.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/training_curves.py" />
      <source>The training that is running.</source>
      <translation>실행 중인 학습.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>The verifier beside distance</source>
      <translation>거리와 검증기 비교</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>The verifier is fitted to {pairs}.</source>
      <translation>검증기를 {pairs}에 맞췄습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>The view modes in the other direction.</source>
      <translation>보기 방식을 반대 방향으로 바꿉니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>The warm start is better and kept as “{name}”.</source>
      <translation>웜 스타트가 더 나아 “{name}”(으)로 남겼습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>The warm start is not surely better and not kept.</source>
      <translation>웜 스타트가 확실히 낫지 않아 남기지 않았습니다.</translation>
    </message>
    <message>
      <location filename="../../models/students/__init__.py" />
      <source>The whole network and the head; pictures are read for every look: for a GPU, or patience.</source>
      <translation>신경망 전체와 헤드. 볼 때마다 이미지를 읽으므로 GPU나 인내가 필요합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>There are no rows to write.</source>
      <translation>쓸 행이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>There are no two pictures to compare yet.</source>
      <translation>아직 비교할 두 이미지가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>There are too few pairs for a curve.</source>
      <translation>곡선을 그리기에는 쌍이 너무 적습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/daily_goal.py" />
      <source>There is no daily goal.</source>
      <translation>하루 목표가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/model_words.py" />
      <source>There is no embedding to write.</source>
      <translation>쓸 임베딩이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>There is no embedding yet; mining makes the first.</source>
      <translation>아직 임베딩이 없습니다. 마이닝하면 첫 임베딩이 만들어집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>There is no way back to this step: something else was done since it was taken back.</source>
      <translation>이 단계로 돌아갈 수 없습니다. 되돌린 뒤에 다른 일을 했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>There is nothing to compare: the images lie in one folder, and no split was made yet.</source>
      <translation>비교할 것이 없습니다. 이미지가 한 폴더에 있고 아직 분할하지 않았습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_card.py" />
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>There is nothing to draw.</source>
      <translation>그릴 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>There is nothing to redo.</source>
      <translation>다시 실행할 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/review_modes.py" />
      <source>There is nothing to show that way.</source>
      <translation>그렇게 보여 줄 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>There is nothing to undo.</source>
      <translation>되돌릴 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/verdict.py" />
      <source>These pairs cannot tell {candidate} from {baseline}; about {more_grades} more grades would, if the difference is what it seems.</source>
      <translation>이 쌍들로는 {candidate}과(와) {baseline} 중 어느 쪽이 나은지 판정할 수 없습니다. 차이가 보이는 대로라면 등급이 약 {more_grades}개 더 있으면 판정할 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/verdict.py" />
      <source>These pairs cannot tell {candidate} from {baseline}; no number of grades within reason would.</source>
      <translation>이 쌍들로는 {candidate}과(와) {baseline} 중 어느 쪽이 나은지 판정할 수 없습니다. 등급을 현실적인 만큼 더 모아도 판정할 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>These pairs tell no others apart.</source>
      <translation>이 쌍들로는 나머지를 서로 구별할 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>These pairs tell no two of them apart.</source>
      <translation>이 쌍들로는 어느 둘도 서로 구별할 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/asking.py" />
      <source>These two could not be compared; the log says why</source>
      <translation>이 둘을 비교하지 못했습니다. 이유는 로그에 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>They appear here as they are read.</source>
      <translation>읽는 대로 여기에 나타납니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/help_viewer.py" />
      <source>This build came without help pages.</source>
      <translation>이 빌드에는 도움말 페이지가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>This is the last step already.</source>
      <translation>이미 마지막 단계입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/keys.py" />
      <source>This key cannot be used.</source>
      <translation>이 키는 쓸 수 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>This miner found no open pair: everything it would propose is graded or known.</source>
      <translation>이 마이너는 답하지 않은 쌍을 찾지 못했습니다. 제안할 것은 모두 채점되었거나 알려져 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/inspector.py" />
      <source>This pair before</source>
      <translation>이 쌍의 이전 기록</translation>
    </message>
    <message>
      <location filename="../../app/gui/open_pair.py" />
      <source>This pair is kept for measuring: it is graded in its sealed batch, unseen.</source>
      <translation>이 쌍은 측정용으로 남겨 두었습니다. 아무 정보 없이 봉인된 배치에서 채점합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>This pair keeps its answer.</source>
      <translation>이 쌍의 답은 그대로입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/review_panels.py" />
      <source>This project uses no degrees; the menu Review turns them on.</source>
      <translation>이 프로젝트는 정도를 쓰지 않습니다. 검토 메뉴에서 켤 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_card.py" />
      <source>This report holds no counts by distance; measure again to try thresholds.</source>
      <translation>이 보고서에는 거리별 개수가 없습니다. 임계값을 시험하려면 다시 측정하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>This rule proposes no pair that is still open.</source>
      <translation>이 규칙이 제안하는, 아직 답하지 않은 쌍이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>Threshold</source>
      <translation>임계값</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_card.py" />
      <source>Threshold under which cut</source>
      <translation>어느 구분의 임계값</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>Thresholds</source>
      <translation>임계값</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>Thresholds for the targets of the settings</source>
      <translation>설정의 목표에 따른 임계값</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Time limit per file (s)</source>
      <translation>파일당 시간 한도(초)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>To distance</source>
      <translation>끝 거리</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/rounds_table.py" />
      <source>Too early to say: no round has {few_grades} graded pairs yet.</source>
      <translation>아직 말하기 이릅니다. 채점된 쌍이 {few_grades}개가 되는 라운드가 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Took back {what}. {key} brings it back.</source>
      <translation>{what}을(를) 되돌렸습니다. {key} 키로 다시 적용합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>Train</source>
      <translation>학습</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Trained</source>
      <translation>학습 범위</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>Trained for {steps}; the best is kept as “{name}”.</source>
      <translation>{steps} 학습했습니다. 가장 좋은 상태를 “{name}”(으)로 보관했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <source>Training</source>
      <translation>학습</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Training needs pairs of both kinds: under the {cut} cut there is no negative pair on the training side.</source>
      <translation>학습에는 두 종류의 쌍이 모두 필요합니다. {cut} 구분에서는 학습 쪽에 음성 쌍이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Training needs pairs of both kinds: under the {cut} cut there is no positive pair on the training side.</source>
      <translation>학습에는 두 종류의 쌍이 모두 필요합니다. {cut} 구분에서는 학습 쪽에 양성 쌍이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Training sampler</source>
      <translation>학습 샘플러</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/learned_from_card.py" />
      <source>Training side</source>
      <translation>학습 쪽</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Training steps at most; early stopping may end before.</source>
      <translation>학습 단계의 최대 수. 조기 종료로 먼저 끝날 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Trees</source>
      <translation>트리 수</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Triplets</source>
      <translation>삼중항</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Try again</source>
      <translation>다시 시도</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Try everything on a small bundled collection.</source>
      <translation>내장된 작은 컬렉션으로 모든 것을 해 봅니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>Trying the network</source>
      <translation>신경망을 시험하는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Trying the problem files again</source>
      <translation>문제 파일 다시 시도</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Turn the right picture for viewing; the file stays.</source>
      <translation>보기 위해 오른쪽 이미지를 돌립니다. 파일은 그대로입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Turned by a few degrees and trimmed: the same picture.</source>
      <translation>조금 기울이고 가장자리를 다듬었을 뿐, 같은 이미지입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Twenty pairs of one grade of yours, to find slips.</source>
      <translation>실수를 찾기 위해, 사용자가 한 등급으로 매긴 20쌍.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Two cartons of one brand in one hand: another juice, so another thing.</source>
      <translation>같은 상표의 주스이지만 종류가 다르므로 다른 물건입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Two heaps of apples in one shop, of different sorts.</source>
      <translation>한 가게의 사과 더미이지만 품종이 다릅니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Two insects of different kinds.</source>
      <translation>서로 다른 종류의 곤충입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Two packs held before the same shelf: different products.</source>
      <translation>같은 진열대 앞의 두 포장이지만 다른 제품입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/example_words.py" />
      <source>Two trucks, but not the same truck.</source>
      <translation>둘 다 트럭이지만 같은 트럭이 아닙니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Type a few letters of anything you can do.</source>
      <translation>하려는 일의 이름을 몇 글자 입력하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Un&amp;do</source>
      <translation>실행 취소(&amp;D)</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>Un&amp;do: {what}</source>
      <translation>실행 취소(&amp;D): {what}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>Unanswered</source>
      <translation>답하지 않음</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Ungraded images of the training side among which hard negatives are looked for: a random part of it.</source>
      <translation>어려운 음성을 찾을, 채점되지 않은 학습 쪽 이미지의 수: 그중 무작위 일부.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Ungraded pairs closer than this share of the graded matches are not learned from as different: most are matches nobody found. They are counted and offered for grading.</source>
      <translation>채점되지 않은 쌍이 채점된 일치의 이 비율보다 가까우면 다른 것으로 학습하지 않습니다. 대부분 아무도 찾지 못한 일치입니다. 그 수를 세고 채점하도록 내놓습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Ungraded pairs of images of one imported group learned from as matches, at most; lenient cut only.</source>
      <translation>일치로 학습하는, 가져온 한 그룹의 이미지로 된 채점되지 않은 쌍의 최대 수; 관대 구분에서만.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Ungraded pairs that the verifier is sure of, learned from as if they were graded, at most; 0 = none.</source>
      <translation>검증기가 확신하는 채점하지 않은 쌍을 채점한 것처럼 학습에 쓰는 최대 수. 0 = 없음.</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/__init__.py" />
      <source>Unjudged candidates uniformly at random.</source>
      <translation>아직 판단하지 않은 후보를 고르게 무작위로.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>Unsure</source>
      <translation>모르겠음</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Up to here a positive pair costs nothing.</source>
      <translation>여기까지 양성 쌍에는 비용이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Up to this error the cost is quadratic, beyond it linear.</source>
      <translation>이 오차까지는 비용이 이차, 그 너머는 일차입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Use the whole screen, or go back.</source>
      <translation>화면 전체를 쓰거나 되돌아갑니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/key_dialog.py" />
      <source>Use this key</source>
      <translation>이 키 사용</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>Validation</source>
      <translation>검증</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Validation checks without improvement before the learning rate drops.</source>
      <translation>학습률이 줄기까지 나아지지 않은 검증 검사 횟수.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Validation checks without improvement before training stops.</source>
      <translation>학습을 멈추기까지 나아지지 않은 검증 검사 횟수.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>Value</source>
      <translation>값</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>Value of the target</source>
      <translation>목표값</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Variance of gradients</source>
      <translation>기울기의 분산</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>Vectors (*.npz)</source>
      <translation>벡터 (*.npz)</translation>
    </message>
    <message>
      <location filename="../../app/core/importers/__init__.py" />
      <source>Vectors of your own, without a network: paths or hashes, and vectors (.npz, as the export writes it).</source>
      <translation>신경망 없이 쓰는 자신의 벡터: 경로나 해시, 그리고 벡터(.npz, 내보내기가 쓰는 형식).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>Verdict</source>
      <translation>판정</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>Verifier</source>
      <translation>검증기</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Version and where things are kept.</source>
      <translation>버전과 파일이 있는 곳.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>View: blin&amp;k</source>
      <translation>보기: 번갈아 보기(&amp;K)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Views</source>
      <translation>보는 방향</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/review_panels.py" />
      <source>Wait for the running job, or cancel it.</source>
      <translation>실행 중인 작업을 기다리거나 취소하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Walk back through the batch.</source>
      <translation>배치에서 뒤로 갑니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Walk forward through the batch.</source>
      <translation>배치에서 앞으로 갑니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>War&amp;m start</source>
      <translation>웜 스타트(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/train.py" />
      <location filename="../../app/gui/widgets/warm_card.py" />
      <source>Warm start</source>
      <translation>웜 스타트</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Warm-up</source>
      <translation>워밍업</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/warm.py" />
      <source>Warming up</source>
      <translation>워밍업하는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight between</source>
      <translation>그룹 간 가중치</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight decay</source>
      <translation>가중치 감쇠</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight of KoLeo; above 40 the vectors are spread and mean nothing.</source>
      <translation>KoLeo의 가중치. 40을 넘으면 벡터가 흩어져 뜻을 잃습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight of ND</source>
      <translation>ND의 가중치</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight of ND against near-ND beside matches against strangers.</source>
      <translation>일치를 남들과 겨루는 것에 견준, ND를 near-ND와 겨루는 것의 가중치.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight of the distance between groups.</source>
      <translation>그룹 사이 거리의 가중치.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight of the distances in groups.</source>
      <translation>그룹 안 거리의 가중치.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Weight within</source>
      <translation>그룹 내 가중치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>What</source>
      <translation>내용</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>What a pair costs by its distance; where the slope is above 0 it is pulled together.</source>
      <translation>거리에 따른 쌍의 비용. 기울기가 0보다 크면 서로 당겨집니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What a tree's answer is multiplied by.</source>
      <translation>트리의 답에 곱하는 값.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What a wide boundary costs: by so much the active positives outnumber the negatives.</source>
      <translation>넓은 경계의 비용: 이만큼 활성 양성이 음성보다 많아집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>What changed, the right picture laid over the left.</source>
      <translation>바뀐 것을, 왼쪽 위에 오른쪽 이미지를 겹쳐서.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/inspector.py" />
      <source>What differs</source>
      <translation>다른 점</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/command_palette.py" />
      <source>What do you want to do?</source>
      <translation>무엇을 할까요?</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>What each answer means, with pairs of the bundled sample; again: away.</source>
      <translation>각 답의 뜻을 함께 제공되는 샘플의 쌍으로 보여 줍니다. 다시 누르면 닫힙니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>What each round brought</source>
      <translation>라운드별 성과</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>What each turn of the loop brought.</source>
      <translation>반복할 때마다 얻은 것.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>What follows from your other answers is not asked and counts as answered.</source>
      <translation>다른 답에서 따라 나오는 것은 묻지 않으며 답한 것으로 셉니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>What holds of every graded pair now; identical pictures as DUP.</source>
      <translation>채점된 모든 쌍에 지금 적용되는 것; 동일한 이미지는 DUP로.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What is trained</source>
      <translation>학습 대상</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/command_palette.py" />
      <source>What it does</source>
      <translation>하는 일</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>What it is</source>
      <translation>판단</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What judges pairs by all their features.</source>
      <translation>모든 특징으로 쌍을 판단하는 것.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>What miners, query strategies and figures are, page by page.</source>
      <translation>마이너, 질의 전략, 수치가 무엇인지 페이지별로 설명합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What products of unit vectors are multiplied by.</source>
      <translation>단위 벡터의 곱에 곱하는 값.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>What rules would grade, for approval at once.</source>
      <translation>규칙이 매길 등급을 한 번에 승인합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What the learning rate is multiplied by when checks bring no improvement; 1 = never.</source>
      <translation>검사에서 나아지지 않을 때 학습률에 곱하는 값; 1 = 줄이지 않음.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>What the training minimises, step by step.</source>
      <translation>학습이 단계마다 줄이는 값.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What thresholds shall keep: precision, specificity, or false-alarms in the whole collection.</source>
      <translation>임계값이 지켜야 할 것: precision(정밀도), specificity(특이도), 또는 컬렉션 전체의 false-alarms(오경보).</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>What training minimises.</source>
      <translation>학습이 줄이는 값.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>When</source>
      <translation>시각</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <location filename="../../app/gui/pages/review_panels.py" />
      <source>Where is {folder} now?</source>
      <translation>{folder} 폴더는 지금 어디에 있나요?</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/training_form.py" />
      <source>Where networks run; auto is the best there is.</source>
      <translation>신경망을 실행할 곳. auto는 가장 좋은 것을 고릅니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Where the window begins, 1 = the nearest unmatched image.</source>
      <translation>창의 시작, 1 = 일치하지 않는 가장 가까운 이미지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Where the window ends, inclusive.</source>
      <translation>창의 끝(포함).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Where to keep the project</source>
      <translation>프로젝트를 둘 곳</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Whether copies of graded images, altered as people alter pictures, take part as further ND pairs; auto: where more is trained than the head.</source>
      <translation>사람이 이미지를 바꾸듯 변형한 채점된 이미지의 사본을 추가 ND 쌍으로 쓸지. 자동: 헤드보다 많은 것을 학습할 때.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Whether pairs known to match by DUP and ND chains, near-ND or imported groups are proposed as well.</source>
      <translation>DUP과 ND 사슬, near-ND, 가져온 그룹으로 일치한다고 알려진 쌍도 제안할지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Whether this project grades by degree as well.</source>
      <translation>이 프로젝트에서 정도로도 채점할지.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Which candidates are asked first.</source>
      <translation>어떤 후보를 먼저 물을지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Which figure</source>
      <translation>어느 수치</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/curves_card.py" />
      <source>Which loss</source>
      <translation>어느 손실</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Which of them</source>
      <translation>그중 어느 것</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/figures_card.py" />
      <source>Which pairs</source>
      <translation>어느 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Which share of the ranked pairs, nearest first, counts as hard.</source>
      <translation>순위를 매긴 쌍 가운데 가까운 것부터 얼마까지를 어렵다고 볼지.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>Which trainings</source>
      <translation>볼 학습</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Which verifier is fitted.</source>
      <translation>맞출 검증기.</translation>
    </message>
    <message>
      <location filename="../../models/heads/__init__.py" />
      <source>Whitened, and distances scaled by how crowded it is around both images; no label needed.</source>
      <translation>백색화하고, 두 이미지 주변이 붐비는 정도로 거리를 조정합니다. 레이블이 필요 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/inspector.py" />
      <location filename="../../app/gui/widgets/pair_table.py" />
      <source>Why these two</source>
      <translation>이 둘을 묻는 이유</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Width</source>
      <translation>너비</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Width of its only hidden layer.</source>
      <translation>하나뿐인 은닉층의 너비.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Width of the band, in squared distance.</source>
      <translation>제곱 거리로 나타낸 띠의 너비.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>Width of the layer beside the linear map.</source>
      <translation>선형 사상 곁의 층의 너비.</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>Would settle a triple: {through} images are graded ND with both.</source>
      <translation>삼중 관계를 해결함: 이미지 {through}개가 둘 다와 ND로 채점됨.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Write a file in the chosen format.</source>
      <translation>고른 형식으로 파일을 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Write a remark that stays with the grade.</source>
      <translation>등급과 함께 남는 메모를 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Write all matches of the collection and their groups to files.</source>
      <translation>컬렉션의 모든 일치와 그 그룹을 파일로 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Write pairs and embeddings to files.</source>
      <translation>쌍과 임베딩을 파일로 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>Write what was graded and learned to files other programs read.</source>
      <translation>채점하고 학습한 것을 다른 프로그램이 읽는 파일로 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Write your name; it stands with every grade.</source>
      <translation>이름을 적으세요. 모든 등급에 함께 기록됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/exporting.py" />
      <source>Writing pairs</source>
      <translation>쌍을 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/model_file.py" />
      <source>Writing the model</source>
      <translation>모델을 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/own_vectors.py" />
      <source>Writing vectors</source>
      <translation>벡터를 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <location filename="../../app/gui/pages/export.py" />
      <source>Writing {name}</source>
      <translation>{name} 쓰는 중</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>Yield: the share of ND and near-ND among your last 100 grades.</source>
      <translation>수확률: 사용자의 최근 등급 100개 중 ND와 near-ND의 비율.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_story.py" />
      <source>You</source>
      <translation>나</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>You can look around meanwhile; after a new project's pictures, the first pairs to grade come by themselves.</source>
      <translation>그동안 둘러봐도 됩니다. 새 프로젝트의 이미지를 읽고 나면 처음 채점할 쌍이 저절로 나옵니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>You grade as {annotator}.</source>
      <translation>채점자: {annotator}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate.py" />
      <location filename="../../app/gui/pages/mine.py" />
      <source>You may grade meanwhile.</source>
      <translation>그동안 채점해도 됩니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>Your &amp;name</source>
      <translation>이름(&amp;N)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Your &amp;name…</source>
      <translation>이름(&amp;N)…</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/name_dialog.py" />
      <source>Your name</source>
      <translation>이름</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Zoom &amp;in</source>
      <translation>확대(&amp;I)</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>Zoom &amp;out</source>
      <translation>축소(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>a NAME.nearpair folder</source>
      <translation>NAME.nearpair 폴더</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>a distance of at most</source>
      <translation>거리 최대</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/protocol.py" />
      <source>a false positive rate of {rate:g} in the protocol, {cut} cut</source>
      <translation>프로토콜의 거짓 양성률 {rate:g}, {cut} 구분</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/lists.py" />
      <source>a guess of {names}</source>
      <translation>{names}의 추측</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_cost.py" />
      <source>a guess until the first run here</source>
      <translation>여기서 처음 실행하기 전까지는 추정</translation>
    </message>
    <message>
      <location filename="../../models/onnx_head.py" />
      <source>a head of the kind {kind} cannot be written as ONNX; write safetensors</source>
      <translation>{kind} 종류의 헤드는 ONNX로 쓸 수 없습니다. safetensors로 쓰세요</translation>
    </message>
    <message>
      <location filename="../../models/heads/linear.py" />
      <source>a linear head is learned from grades: train it instead of fitting it to the collection</source>
      <translation>선형 헤드는 등급으로 학습합니다. 컬렉션에 맞추지 말고 학습하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/model_file.py" />
      <source>a network of the kind {backbone} cannot be exported; export its embeddings instead</source>
      <translation>{backbone} 종류의 신경망은 내보낼 수 없습니다. 대신 임베딩을 내보내세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>a pair of another batch</source>
      <translation>다른 배치의 쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>a pair of this batch</source>
      <translation>이 배치의 쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>a precision of at least</source>
      <translation>정밀도 최소</translation>
    </message>
    <message>
      <location filename="../../models/onnx_head.py" />
      <source>a score-normalised head cannot be written into a network of ONNX opset {found}; {needed} or later is needed</source>
      <translation>점수를 정규화하는 헤드는 ONNX opset {found} 신경망에 쓸 수 없습니다. {needed} 이상이 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/training_cost.py" />
      <location filename="../../app/core/mining/mining_cost.py" />
      <source>a second or two</source>
      <translation>1~2초</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>a small bundled collection</source>
      <translation>내장된 작은 컬렉션</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>a specificity of at least</source>
      <translation>특이도 최소</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/verifier.py" />
      <source>a verifier learns from at least {count} matches (ND, near-ND) and {count} NND pairs graded on the training side; there are {matches} and {others}. The query strategy uniform_distance asks for both kinds</source>
      <translation>검증기가 학습하려면 학습 쪽에서 채점한 일치(ND, near-ND) {count}개와 NND 쌍 {count}개가 적어도 필요합니다. 지금은 {matches}개와 {others}개입니다. 질의 전략 uniform_distance는 두 종류를 모두 묻습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/warm.py" />
      <source>a warm start is where other trainings begin, and they begin at a linear map: choose the scope head, last or full</source>
      <translation>웜 스타트는 다른 학습이 시작하는 곳이고, 학습은 선형 사상에서 시작합니다. 범위 head, last, full 중 하나를 고르세요</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/warm.py" />
      <source>a warm start needs {needed} images on the training side; there are {found}</source>
      <translation>웜 스타트에는 학습 쪽에 이미지가 {needed}개 필요합니다. 지금은 {found}개입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/training_cost.py" />
      <source>about {hours:.1f} h</source>
      <translation>약 {hours:.1f}시간</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/training_cost.py" />
      <source>about {minutes:.0f} min</source>
      <translation>약 {minutes:.0f}분</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/training_cost.py" />
      <source>about {seconds:.0f} s</source>
      <translation>약 {seconds:.0f}초</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/trainset.py" />
      <location filename="../../app/core/measuring/evaluation_pairs.py" />
      <source>across sides</source>
      <translation>두 쪽에 걸침</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>adjudication</source>
      <translation>조정</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>all eight</source>
      <translation>여덟 가지 모두</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>all features</source>
      <translation>모든 특징</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>all graded pairs have one and the same grade</source>
      <translation>채점된 쌍의 등급이 모두 같습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>all steps done</source>
      <translation>모든 단계를 마침</translation>
    </message>
    <message>
      <location filename="../../models/heads/mlp.py" />
      <source>an mlp head is learned from grades: train it (scope mlp) instead of fitting it to the collection</source>
      <translation>mlp 헤드는 등급에서 학습합니다. 컬렉션에 맞추지 말고 학습시키세요(범위 mlp)</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>analytic</source>
      <translation>해석적</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/message_strip.py" />
      <source>and {more} more</source>
      <translation>외 {more}개</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/doubt.py" />
      <source>answered in {seconds} s</source>
      <translation>{seconds}초 만에 답함</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/apply.py" />
      <source>apply at {at}</source>
      <translation>적용 목표 {at}</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>argmin</source>
      <translation>argmin(최근접)</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>as it is</source>
      <translation>그대로</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>as predicted</source>
      <translation>예측과 같음</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>as they are</source>
      <translation>그대로</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/stated_thresholds.py" />
      <source>at most this far apart</source>
      <translation>최대 거리</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/match_rule.py" />
      <source>at most {at} apart, as asked for</source>
      <translation>지정한 대로 거리 {at} 이하</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>auto</source>
      <translation>자동</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>autoencoder</source>
      <translation>자동 인코더</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>average</source>
      <translation>평균</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>average: close on the average</source>
      <translation>평균: 평균적으로 가까움</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>bad</source>
      <translation>불량</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>bad image</source>
      <translation>불량 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>band</source>
      <translation>띠</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>band: any within the margin; argmin: the nearest that is farther.</source>
      <translation>띠: 마진 안의 아무 것; argmin: 더 먼 것 중 가장 가까운 것.</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>before the first answer</source>
      <translation>첫 답 이전</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>beyond the cap per image</source>
      <translation>이미지당 제한 초과</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>beyond the cap per pair of bursts</source>
      <translation>연사 쌍당 제한 초과</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>beyond the cap per pair of folders</source>
      <translation>폴더 쌍당 제한 초과</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>beyond the cap per pair of groups</source>
      <translation>그룹 쌍당 제한 초과</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>beyond the closest that are compared</source>
      <translation>비교하는 가장 가까운 쌍을 벗어남</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>blind</source>
      <translation>블라인드</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>candidates ({count:,})</source>
      <translation>후보({count:,})</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>candidates seen in the round before</source>
      <translation>이전 라운드에서 본 후보</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluate.py" />
      <location filename="../../app/core/measuring/verdict.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>cannot tell</source>
      <translation>판정 불가</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>cells</source>
      <translation>셀</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>choose an embedding that does not mine next already</source>
      <translation>이미 다음 마이닝에 쓰이는 것이 아닌 임베딩을 고르세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>choose an embedding that was found to be worse</source>
      <translation>더 나쁜 것으로 판정된 임베딩을 고르세요</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>clamp</source>
      <translation>한계값에 맞춤</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/match_rule.py" />
      <source>closer than 99.9 % of random pairs of the collection ({distance}); `nearpair protocol` measures a better threshold once there are grades</source>
      <translation>컬렉션의 무작위 쌍 99.9 %보다 가까움({distance}). 등급이 생기면 `nearpair protocol`이 더 나은 임계값을 측정합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>compared and not found to show the same parts</source>
      <translation>비교했지만 같은 부분을 보여 주지 않음</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>complete: all images of a group are close</source>
      <translation>완전: 그룹의 모든 이미지가 서로 가까움</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/decoders.py" />
      <source>crashed</source>
      <translation>비정상 종료</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/line_editor.py" />
      <source>crop, text, … with commas between them</source>
      <translation>자르기, 글자, … (쉼표로 구분)</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/decoders.py" />
      <source>decoding it ended the decoder ({code})</source>
      <translation>디코딩하다가 디코더가 종료되었습니다({code})</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/images.py" />
      <source>decoding it takes more memory than is allowed</source>
      <translation>디코딩에 허용된 것보다 많은 메모리가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/decoders.py" />
      <source>decoding it takes more than {work} MB of memory</source>
      <translation>디코딩에 {work} MB보다 많은 메모리가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/decoders.py" />
      <source>decoding took longer than {time_limit} seconds</source>
      <translation>디코딩이 {time_limit}초보다 오래 걸렸습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>density of random pairs</source>
      <translation>무작위 쌍의 밀도</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/degree_editor.py" />
      <source>different</source>
      <translation>다름</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>distance</source>
      <translation>거리</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>distance alone</source>
      <translation>거리만</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>distance of the negative</source>
      <translation>음성의 거리</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>distances</source>
      <translation>거리</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>doubtful</source>
      <translation>의심스러운 것</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/threshold.py" />
      <source>each half of the groups needs {fewest} positive and {fewest2} negative pairs</source>
      <translation>그룹의 각 절반에 양성 쌍 {fewest}개와 음성 쌍 {fewest2}개가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>empirical</source>
      <translation>경험적</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/trainset.py" />
      <source>evaluation side</source>
      <translation>평가 쪽</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>evaluation side of the split</source>
      <translation>분할의 평가 쪽</translation>
    </message>
    <message>
      <location filename="../../app/core/strategies/mix.py" />
      <source>every share of the mix is 0; give at least one strategy a share</source>
      <translation>모든 전략의 몫이 0입니다. 적어도 하나에 몫을 주세요</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>exact</source>
      <translation>정확</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>exact compares every image with every other; cells only with those in the cells nearest to it, far faster for large collections, with its recall measured and reported; auto: exact while that takes about a minute on this kind of device.</source>
      <translation>정확: 모든 이미지를 다른 모든 이미지와 비교합니다. 셀: 가장 가까운 셀의 이미지와만 비교해 큰 컬렉션에서 훨씬 빠르며, 재현율을 측정해 보고합니다. 자동: 이런 장치에서 약 1분 안에 되면 정확한 검색을 씁니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/decoders.py" />
      <source>exit code {ballooned}</source>
      <translation>종료 코드 {ballooned}</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/decoders.py" />
      <source>exit code {code}</source>
      <translation>종료 코드 {code}</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/exporting.py" />
      <source>export either candidates or votes, not both</source>
      <translation>후보와 응답 기록 중 하나만 내보내세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>false alarms expected</source>
      <translation>예상 오경보</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>false alarms of at most</source>
      <translation>오경보 최대</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>false positive rate</source>
      <translation>거짓 양성률</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/doubt.py" />
      <source>far from its grade: distance {distance}</source>
      <translation>등급과 동떨어짐: 거리 {distance}</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/measure.py" />
      <source>fewer than {fewest_false} of the negatives are that close</source>
      <translation>그만큼 가까운 음성이 {fewest_false}개보다 적습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>files</source>
      <translation>파일</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>first of {count}</source>
      <translation>{count}개 중 첫째</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>from a folder of pictures</source>
      <translation>이미지 폴더에서</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>frozen pairs</source>
      <translation>고정 쌍</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>gem</source>
      <translation>gem(일반화 평균)</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/doubt.py" />
      <source>given by a rule</source>
      <translation>규칙이 매김</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>global</source>
      <translation>전역</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>grade</source>
      <translation>등급</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>graded batches</source>
      <translation>채점된 배치</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>group</source>
      <translation>그룹</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>group: {grade} for 1 pair</source>
      <translation>그룹: 1쌍을 {grade}(으)로</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>group: {grade} for {count:,} pairs</source>
      <translation>그룹: {count:,}쌍을 {grade}(으)로</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>hub: joined to {count}</source>
      <translation>허브: {count}개와 이어짐</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find_report.py" />
      <location filename="../../app/core/grading/doubt.py" />
      <source>identical pixels</source>
      <translation>동일한 픽셀</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>if both miners overlook the same pairs there are more</source>
      <translation>두 마이너가 같은 쌍을 놓친다면 더 많을 수 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>image</source>
      <translation>이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/trainset.py" />
      <location filename="../../app/core/measuring/evaluation_pairs.py" />
      <source>image gone</source>
      <translation>이미지 없음</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>images</source>
      <translation>이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>images beyond the first of one perceptual hash</source>
      <translation>한 지각 해시의 첫째를 넘는 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>images in the retrieval set</source>
      <translation>검색 집합의 이미지 수</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>images whose perceptual hash is flat</source>
      <translation>지각 해시가 밋밋한 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>images with fewer partners than asked for</source>
      <translation>상대가 요청보다 적은 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>images without local features</source>
      <translation>국소 특징이 없는 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>import</source>
      <translation>가져오기</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>imported labels</source>
      <translation>가져온 레이블</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/doubt.py" />
      <source>in {count} contradictions</source>
      <translation>모순 {count}개에 포함됨</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/images.py" />
      <source>it cannot be decoded ({text})</source>
      <translation>디코딩할 수 없습니다({text})</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>it cannot be unpacked ({error})</source>
      <translation>압축을 풀 수 없습니다({error})</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/images.py" />
      <source>it holds more pixels than the limit allows ({text})</source>
      <translation>한도보다 픽셀이 많습니다({text})</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>it is a link inside a zip file; links there are not followed</source>
      <translation>zip 파일 안의 링크입니다. 그런 링크는 따라가지 않습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/scanning.py" />
      <source>it is a link to a file that is not there</source>
      <translation>없는 파일을 가리키는 링크입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>it is a zip file inside a zip file; unpack it to read it</source>
      <translation>zip 파일 안의 zip 파일입니다. 읽으려면 압축을 푸세요</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/files.py" />
      <source>it is a {kind} and no file</source>
      <translation>파일이 아니라 {kind}입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>it is damaged: its length or checksum is wrong</source>
      <translation>손상되었습니다. 길이나 체크섬이 틀립니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>it is encrypted with a password</source>
      <translation>암호로 잠겨 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/files.py" />
      <source>it is not in the zip file any more</source>
      <translation>더 이상 zip 파일 안에 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>it is packed by a method that is not read here (only stored and deflated are)</source>
      <translation>여기서 읽지 못하는 방식으로 압축되어 있습니다(stored와 deflated만 읽음)</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/split.py" />
      <source>it learned from images that are on the evaluation side now</source>
      <translation>지금 평가 쪽에 있는 이미지에서 학습했습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/trainings.py" />
      <source>its features are not cached; embed the collection with it first</source>
      <translation>특징이 캐시에 없습니다. 먼저 이 임베더로 컬렉션을 임베딩하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>its name leads out of the zip file</source>
      <translation>이름이 zip 파일 밖을 가리킵니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>known groups</source>
      <translation>알려진 그룹</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>known matches looked for in the first stage</source>
      <translation>첫 단계에서 찾아본 알려진 일치</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>known to match</source>
      <translation>일치한다고 알려짐</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>label yield</source>
      <translation>레이블 수확률</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <source>labels need the name of their annotator</source>
      <translation>레이블에는 채점자의 이름이 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>last: the last stages of the network, which is where it learns, in minutes; head: a map behind it, in seconds; mlp: that and a small layer; full: all of it.</source>
      <translation>last: 신경망의 마지막 단계들, 실제로 배우는 곳이며 몇 분. head: 그 뒤의 사상, 몇 초. mlp: 거기에 작은 층 하나. full: 전체.</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>later</source>
      <translation>나중에</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>leave out</source>
      <translation>제외</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>left image is bad</source>
      <translation>왼쪽 이미지 불량</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/sheet.py" />
      <source>left out</source>
      <translation>제외됨</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>lenient</source>
      <translation>관대</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>lenient: ND, near-ND against NND</source>
      <translation>관대: ND, near-ND 대 NND</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>likeliest: matches first; doubtful: least sure first.</source>
      <translation>likeliest: 일치할 확률이 높은 것 먼저; 의심스러운 것: 가장 확실하지 않은 것 먼저.</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>look-alike</source>
      <translation>닮은꼴</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/doubt.py" />
      <source>low confidence</source>
      <translation>낮은 확신</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_cost.py" />
      <source>measured on this machine</source>
      <translation>이 컴퓨터에서 잰 값</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <location filename="../../app/core/settings.py" />
      <location filename="../../app/gui/widgets/canvas_picture.py" />
      <source>mirrored</source>
      <translation>좌우로 뒤집힘</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>mirrored and turned left</source>
      <translation>뒤집고 왼쪽으로 돌림</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>mirrored and turned right</source>
      <translation>뒤집고 오른쪽으로 돌림</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>mirrored top to bottom</source>
      <translation>상하로 뒤집힘</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_picture.py" />
      <source>mirrored, 180°</source>
      <translation>좌우 뒤집고 180° 돌림</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_picture.py" />
      <source>mirrored, 270°</source>
      <translation>좌우 뒤집고 270° 돌림</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_picture.py" />
      <source>mirrored, 90°</source>
      <translation>좌우 뒤집고 90° 돌림</translation>
    </message>
    <message>
      <location filename="../../app/core/searching/within.py" />
      <source>more than {most} pairs are within {radius}; choose a smaller distance</source>
      <translation>거리 {radius} 안에 {most}쌍보다 많이 있습니다. 더 작은 거리를 고르세요</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/actions.py" />
      <source>near-ND</source>
      <translation>near-ND</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>near-ND against NND</source>
      <translation>near-ND 대 NND</translation>
    </message>
    <message>
      <location filename="../../app/core/rules/__init__.py" />
      <source>near-ND where the verifier is sure of it; fit one first.</source>
      <translation>검증기가 확신하는 쌍을 near-ND로 제안합니다. 먼저 검증기를 학습시키세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>nearest</source>
      <translation>가장 가까운 것</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>nearest negatives</source>
      <translation>가장 가까운 음성</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/measure.py" />
      <source>needs {negatives} negatives</source>
      <translation>음성이 {negatives}개 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>new, whitened</source>
      <translation>새로 만들기, 백색화</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>next</source>
      <translation>다음</translation>
    </message>
    <message>
      <location filename="../../app/core/devices.py" />
      <source>no NVIDIA driver was found</source>
      <translation>NVIDIA 드라이버가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>no batch is open</source>
      <translation>열려 있는 배치가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>no confirmed pair was proposed by both {miners} and {miners2}</source>
      <translation>{miners}과(와) {miners2}이(가) 모두 제안한 확인된 쌍이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>no further gain</source>
      <translation>더 나아지지 않음</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluation_pairs.py" />
      <source>no graded pair has both its images on the evaluation side; grade the frozen pairs or import labels</source>
      <translation>두 이미지가 모두 평가 쪽에 있는 채점된 쌍이 없습니다. 고정 쌍을 채점하거나 레이블을 가져오세요</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluate.py" />
      <source>no group has two images on the evaluation side</source>
      <translation>평가 쪽에 이미지가 둘인 그룹이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluate.py" />
      <source>no groups are known</source>
      <translation>알려진 그룹이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/protocol_measure.py" />
      <source>no image is left that is not known to match a query; the protocol needs images that do not match</source>
      <translation>질의와 일치한다고 알려지지 않은 이미지가 남아 있지 않습니다. 프로토콜에는 일치하지 않는 이미지가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/leakage.py" />
      <source>no image of {part} has features; embed the collection</source>
      <translation>{part}의 이미지 중 특징이 있는 것이 없습니다. 컬렉션을 임베딩하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/stored_vectors.py" />
      <source>no image of {project} has features yet; embed it first</source>
      <translation>{project}의 이미지 중 특징이 있는 것이 아직 없습니다. 먼저 임베딩하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>no job is running</source>
      <translation>실행 중인 작업이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find_report.py" />
      <location filename="../../app/core/applying/match_rule.py" />
      <source>no match</source>
      <translation>일치 없음</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find_report.py" />
      <source>no match (nearest: {near} at {near2})</source>
      <translation>일치 없음(가장 가까운 것: {near}, 거리 {near2})</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/found_view.py" />
      <source>no match; this is the nearest</source>
      <translation>일치 없음; 이것이 가장 가깝습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>no negative lies within; the interval is in the table of thresholds</source>
      <translation>이 안에 음성이 없습니다. 구간은 임계값 표에 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>no negative pair</source>
      <translation>음성 쌍 없음</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>no new hard pair</source>
      <translation>새로운 어려운 쌍 없음</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/trainings.py" />
      <source>no other loss or training sampler learned from the same grades in the same way</source>
      <translation>같은 등급에서 같은 방식으로 배운 다른 손실이나 학습 샘플러가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>no pair is on the screen</source>
      <translation>화면에 쌍이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>no pair lies within</source>
      <translation>이 안에 쌍이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>no pair of a batch is on the screen</source>
      <translation>화면에 배치의 쌍이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/oracle.py" />
      <source>no pair of {path} is in this collection</source>
      <translation>{path}의 쌍 중 이 컬렉션에 있는 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>no pair that only {unasked} proposed has been graded; grade a batch of its candidates</source>
      <translation>{unasked}만 제안한 쌍이 하나도 채점되지 않았습니다. 그 후보의 배치를 채점하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>no pair that {name} proposed has been confirmed since both miners ran</source>
      <translation>{name}이(가) 제안한 쌍 중 두 마이너를 모두 실행한 뒤에 확인된 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>no pair was graded by two people</source>
      <translation>두 사람이 채점한 쌍이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>no pairs</source>
      <translation>쌍 없음</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>no positive pair</source>
      <translation>양성 쌍 없음</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>no relation has enough pairs</source>
      <translation>쌍이 충분한 관계가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>no sheet and no group is on the screen</source>
      <translation>화면에 시트나 그룹이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/threshold.py" />
      <source>no threshold keeps {target} on these pairs</source>
      <translation>이 쌍들에서 {target} 목표를 지키는 임계값이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>no training is running</source>
      <translation>실행 중인 학습이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>no training was put away</source>
      <translation>보관해 둔 학습이 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/material.py" />
      <source>no {name} pair is held back to tell when to stop; grade more pairs</source>
      <translation>언제 멈출지 알려 줄 {name} 쌍을 따로 둔 것이 없습니다. 쌍을 더 채점하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/goal_dialog.py" />
      <source>none</source>
      <translation>없음</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/relink.py" />
      <source>none of the {count} files of {old} is in {new}; nothing was changed</source>
      <translation>{old}의 파일 {count}개 중 {new}에 있는 것이 없습니다. 아무것도 바꾸지 않았습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>none seen</source>
      <translation>관측되지 않음</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>not aligned</source>
      <translation>정렬되지 않음</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>not in this report; measure again</source>
      <translation>이 보고서에 없습니다. 다시 측정하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>not measured</source>
      <translation>측정하지 않음</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find_report.py" />
      <source>not read: {one}</source>
      <translation>읽지 못함: {one}</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>not there now</source>
      <translation>지금은 없음</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/taught.py" />
      <source>nothing is predicted of this round's candidates yet: fit a verifier first, or set train.taught to 0</source>
      <translation>이 라운드의 후보에 대한 예측이 아직 없습니다. 먼저 검증기를 맞추거나 train.taught를 0으로 두세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>nothing of the other half lies within</source>
      <translation>이 안에 나머지 절반의 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find.py" />
      <source>nothing was embedded yet in {project}; embed it first</source>
      <translation>{project}에서 아직 임베딩하지 않았습니다. 먼저 임베딩하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/learn.py" />
      <location filename="../../app/core/measuring/evaluation_pairs.py" />
      <source>nothing was embedded yet in {project}; mine and grade first</source>
      <translation>{project}에서 아직 임베딩하지 않았습니다. 먼저 마이닝하고 채점하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/nearby.py" />
      <location filename="../../app/core/learning/learn.py" />
      <source>nothing was embedded yet in {project}; mine first</source>
      <translation>{project}에서 아직 임베딩하지 않았습니다. 먼저 마이닝하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/pool.py" />
      <location filename="../../app/core/exchanging/exporting.py" />
      <source>nothing was mined in round {round} yet; mine first</source>
      <translation>라운드 {round}에서 아직 마이닝하지 않았습니다. 먼저 마이닝하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>nothing was mined in this round yet</source>
      <translation>이 라운드에서 아직 마이닝하지 않았습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/fitting.py" />
      <location filename="../../app/core/pipeline.py" />
      <source>nothing was mined yet in {project}; mine and grade first</source>
      <translation>{project}에서 아직 마이닝하지 않았습니다. 먼저 마이닝하고 채점하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/batches.py" />
      <location filename="../../app/core/exchanging/exporting.py" />
      <location filename="../../app/core/grading/proposed.py" />
      <source>nothing was mined yet in {project}; mine first</source>
      <translation>{project}에서 아직 마이닝하지 않았습니다. 먼저 마이닝하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/promotion.py" />
      <source>nothing was trained yet in {project}; train first</source>
      <translation>{project}에서 아직 학습하지 않았습니다. 먼저 학습하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>observed share of matches</source>
      <translation>관측된 일치 비율</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>of them missed by the first stage</source>
      <translation>그중 첫 단계에서 놓친 것</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>off</source>
      <translation>끔</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>oja</source>
      <translation>Oja 방식</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>on</source>
      <translation>켬</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>on the evaluation side</source>
      <translation>평가 쪽</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>on the training side</source>
      <translation>학습 쪽</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>one</source>
      <translation>하나</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/split.py" />
      <source>one component of the split holds {len} of {len2} images; check whether its near-ND answers and its groups belong together</source>
      <translation>분할의 한 성분에 이미지 {len2}개 중 {len}개가 들어 있습니다. 그 near-ND 답과 그룹이 정말 함께 속하는지 확인하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/lists.py" />
      <source>one of the two images is in {candidates} candidates and {matches} matches</source>
      <translation>두 이미지 중 하나가 후보 {candidates}개와 일치 {matches}개에 들어 있음</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/lists.py" />
      <source>one of {count} answers that cannot all be true</source>
      <translation>모두 참일 수는 없는 답 {count}개 중 하나</translation>
    </message>
    <message>
      <location filename="../../app/core/devices.py" />
      <source>only Macs with Apple silicon have it</source>
      <translation>Apple silicon Mac에만 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>only miners that look at hashes have run in this round; mine with knn as well, then grade</source>
      <translation>이 라운드에서는 해시를 보는 마이너만 실행했습니다. knn으로도 마이닝한 다음 채점하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>only miners that look at the embedding have run in this round; mine with hash_near as well, then grade</source>
      <translation>이 라운드에서는 임베딩을 보는 마이너만 실행했습니다. hash_near로도 마이닝한 다음 채점하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/doubt.py" />
      <source>only one person said so</source>
      <translation>한 사람만 그렇게 답함</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluation_pairs.py" />
      <source>only {count} pairs of the stratum {stratum} are answered; {fewest_of_stratum} are needed</source>
      <translation>{stratum} 층의 쌍 {count}개만 답했습니다. {fewest_of_stratum}개가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>open</source>
      <translation>공개</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>open a batch that is not sealed first</source>
      <translation>먼저 봉인되지 않은 배치를 여세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>open a project first</source>
      <translation>먼저 프로젝트를 여세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/exporting.py" />
      <source>pairs are written to a file that ends in {suffixes}, not to {path}</source>
      <translation>쌍은 {path}이(가) 아니라 {suffixes}(으)로 끝나는 파일에 씁니다</translation>
    </message>
    <message>
      <location filename="../../app/core/pipeline.py" />
      <source>pairs need at least two different images; {project} has {count}</source>
      <translation>쌍을 만들려면 서로 다른 이미지가 적어도 둘 필요합니다. {project}에는 {count}개가 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>perceptual hashes too crowded to compare all</source>
      <translation>너무 몰려 있어 모두 비교하지 못한 지각 해시</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>precision</source>
      <translation>정밀도</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>predicted probability</source>
      <translation>예측 확률</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/collection.py" />
      <source>problems</source>
      <translation>문제</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>propose</source>
      <translation>제안</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>quantiles</source>
      <translation>분위수</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>random pairs of the collection ({number:,} drawn)</source>
      <translation>컬렉션의 무작위 쌍({number:,}개 추출)</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/raw.py" />
      <source>raw files need one more part: pip install nearpair[raw]</source>
      <translation>raw 파일에는 구성 요소가 하나 더 필요합니다: pip install nearpair[raw]</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>redo</source>
      <translation>다시 실행</translation>
    </message>
    <message>
      <location filename="../../app/core/miners/relative_margin.py" />
      <source>relative_margin compares with known matches and none is known yet: grade pairs or import groups</source>
      <translation>relative_margin은 알려진 일치와 비교하는데 아직 알려진 것이 없습니다. 쌍을 채점하거나 그룹을 가져오세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>right image is bad</source>
      <translation>오른쪽 이미지 불량</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/training_view.py" />
      <source>round {number}</source>
      <translation>라운드 {number}</translation>
    </message>
    <message>
      <location filename="../../app/core/pipeline.py" />
      <source>round {round} goes on with {backbone}; --anew starts one with {settings}</source>
      <translation>라운드 {round}은(는) {backbone}(으)로 계속됩니다. {settings}(으)로 새로 시작하려면 --anew를 쓰세요</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>sealed</source>
      <translation>봉인</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>sealed: pictures and scale only; blind: also sizes; open: everything.</source>
      <translation>봉인: 이미지와 등급 척도만; 블라인드: 크기도 함께; 공개: 모두.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lineage_card.py" />
      <source>seed {seed}, {when}</source>
      <translation>시드 {seed}, {when}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>share of ND and near-ND among what was graded</source>
      <translation>채점된 것 중 ND와 near-ND의 비율</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>share of NND among what was graded</source>
      <translation>채점한 것 중 NND의 비율</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/report_cards.py" />
      <source>share of the candidates that the round before proposed too</source>
      <translation>이전 라운드도 제안한 후보의 비율</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <location filename="../../app/gui/mining_view.py" />
      <source>share of the pairs</source>
      <translation>쌍의 비율</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>share of the pairs (log)</source>
      <translation>쌍의 비율(로그)</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>sheet of {count}</source>
      <translation>시트 {count}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/apply_dialog.py" />
      <source>single: chains of close pairs</source>
      <translation>단일: 가까운 쌍의 사슬</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>stages</source>
      <translation>여러 단계</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>step</source>
      <translation>단계</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>strict</source>
      <translation>엄격</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>strict: ND against the rest</source>
      <translation>엄격: ND 대 나머지</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>strict: ND against the rest; lenient: ND and near-ND against NND.</source>
      <translation>엄격: ND 대 나머지; 관대: ND와 near-ND 대 NND.</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <source>the annotator's name is not valid text</source>
      <translation>채점자의 이름이 올바른 텍스트가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>the batch is sealed already, or done</source>
      <translation>배치가 이미 봉인되었거나 끝났습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/simulate.py" />
      <source>the curves are written to a file that ends in .json or .csv, not to {path}</source>
      <translation>곡선은 {path}이(가) 아니라 .json 또는 .csv로 끝나는 파일에 씁니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/images.py" />
      <source>the data ends early ({text})</source>
      <translation>데이터가 중간에 끝납니다({text})</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/embed.py" />
      <source>the embedder {name} was made with another version of {backbone}; embed the collection again</source>
      <translation>임베더 {name}은(는) 다른 버전의 {backbone}(으)로 만들어졌습니다. 컬렉션을 다시 임베딩하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>the embedding collapsed</source>
      <translation>임베딩이 무너짐</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/merging.py" />
      <location filename="../../app/core/learning/split.py" />
      <source>the figures of {name} are not to be trusted any more: {reason}</source>
      <translation>{name}의 수치는 더 이상 믿을 수 없습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/files.py" />
      <source>the file cannot be opened: {error}</source>
      <translation>파일을 열 수 없습니다: {error}</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/inspecting.py" />
      <source>the file changed while it was read</source>
      <translation>읽는 동안 파일이 바뀌었습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/images.py" />
      <source>the file has changed since it was read</source>
      <translation>읽은 뒤에 파일이 바뀌었습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/files.py" />
      <source>the file is empty</source>
      <translation>파일이 비어 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/ingest.py" />
      <source>the folder {path} cannot be used: its name is not valid text</source>
      <translation>폴더 {path}을(를) 쓸 수 없습니다. 이름이 올바른 텍스트가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/model_file.py" />
      <location filename="../../app/core/pipeline.py" />
      <source>the folder {path} does not exist</source>
      <translation>폴더 {path}이(가) 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/exporting.py" />
      <source>the format {format} holds a model and no pairs: run `nearpair model`</source>
      <translation>{format} 형식에는 쌍이 아니라 모델이 담깁니다. `nearpair model`을 실행하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/model_file.py" />
      <source>the format {format} holds no model; write {choices}</source>
      <translation>{format} 형식에는 모델이 담기지 않습니다. {choices} 중에서 쓰세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/exporting.py" />
      <source>the format {format} writes embeddings, neither candidates nor votes</source>
      <translation>{format} 형식은 임베딩을 쓰며 후보나 응답 기록은 쓰지 않습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/images.py" />
      <source>the header states {width} x {height} pixels, the limit is {limit} megapixels</source>
      <translation>헤더에 {width} x {height} 픽셀로 적혀 있습니다. 한도는 {limit} 메가픽셀입니다</translation>
    </message>
    <message>
      <location filename="../../models/students/last.py" />
      <source>the last stages of {backbone} cannot be trained; train the head, or take efficientnet_lite0 with average or gem pooling</source>
      <translation>{backbone}의 마지막 단계는 학습할 수 없습니다. 헤드를 학습하거나, 평균 또는 gem 풀링을 쓰는 efficientnet_lite0을 고르세요</translation>
    </message>
    <message>
      <location filename="../../models/combining.py" />
      <source>the loss {loss} learns from {needs}, which the sampler {sampler} does not draw; choose one of {samplers}</source>
      <translation>손실 {loss}은(는) {needs}에서 학습하는데 샘플러 {sampler}은(는) 그것을 뽑지 않습니다. {samplers} 중에서 고르세요</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/candidates.py" />
      <source>the mined pairs in {path} are missing or damaged; mine again</source>
      <translation>{path}의 마이닝된 쌍이 없거나 손상되었습니다. 다시 마이닝하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/model_file.py" />
      <source>the model is written without a threshold: {reason}</source>
      <translation>모델을 임계값 없이 씁니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/raw.py" />
      <source>the preview of the raw file cannot be read ({text})</source>
      <translation>raw 파일의 미리 보기를 읽을 수 없습니다({text})</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mine.py" />
      <source>the project {project} has no round yet; embed it first</source>
      <translation>프로젝트 {project}에는 아직 라운드가 없습니다. 먼저 임베딩하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/protocol.py" />
      <source>the protocol needs at least four images; {project} has {count} that can be read</source>
      <translation>프로토콜에는 이미지가 적어도 넷 필요합니다. {project}에서 읽을 수 있는 것은 {count}개입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/proposed.py" />
      <source>the rule {rule} has not proposed anything yet; ask for its proposals first</source>
      <translation>규칙 {rule}은(는) 아직 아무것도 제안하지 않았습니다. 먼저 제안을 요청하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>the same by drawing</source>
      <translation>추첨으로 얻은 같은 값</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find_report.py" />
      <source>the same file</source>
      <translation>같은 파일</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/degree_editor.py" />
      <source>the same picture</source>
      <translation>같은 이미지</translation>
    </message>
    <message>
      <location filename="../../app/core/sample.py" />
      <source>the sample is missing at {path}; install Nearpair again</source>
      <translation>{path}에 샘플이 없습니다. Nearpair를 다시 설치하세요</translation>
    </message>
    <message>
      <location filename="../../models/resuming.py" />
      <source>the stored training cannot be read: {error}</source>
      <translation>저장된 학습을 읽을 수 없습니다: {error}</translation>
    </message>
    <message>
      <location filename="../../app/core/devices.py" />
      <source>the torch installed here was built without CUDA</source>
      <translation>여기 설치된 torch는 CUDA 없이 빌드되었습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/store/union.py" />
      <source>the two projects grade by different scales of version {version}; nothing was merged</source>
      <translation>두 프로젝트는 버전 {version}의 서로 다른 척도로 채점합니다. 아무것도 병합하지 않았습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/importers/embeddings.py" />
      <source>the vectors in {path} must be numbers, one row an image; they are {kind} of the shape {shape}</source>
      <translation>{path}의 벡터는 이미지마다 한 행인 실수여야 합니다. 지금은 {kind}이고 모양은 {shape}입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/own_vectors.py" />
      <source>the vectors that mine were imported, and no network that could look at a picture: make the vectors elsewhere and import them too, or learn with train.scope=head</source>
      <translation>지금 마이닝하는 벡터는 가져온 것이라 그림을 볼 신경망이 없습니다. 벡터를 다른 곳에서 만들어 함께 가져오거나 train.scope=head로 학습하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/embed.py" />
      <source>the vectors that mine were imported: they say nothing of turned pictures, which are left out</source>
      <translation>지금 마이닝하는 벡터는 가져온 것이라 돌린 그림에 대해서는 알 수 없어 제외합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/judge_file.py" />
      <source>the verifier {path} was made with other pair features; fit it again</source>
      <translation>검증기 {path}은(는) 다른 쌍 특징으로 만들어졌습니다. 다시 맞추세요</translation>
    </message>
    <message>
      <location filename="../../models/weights/install.py" />
      <source>the weight file {path} is damaged; delete it and run `nearpair download {backbone}`</source>
      <translation>가중치 파일 {path}이(가) 손상되었습니다. 지우고 `nearpair download {backbone}`을 실행하세요</translation>
    </message>
    <message>
      <location filename="../../models/weights/__init__.py" />
      <source>the weight file {path} is damaged; install Nearpair again</source>
      <translation>가중치 파일 {path}이(가) 손상되었습니다. Nearpair를 다시 설치하세요</translation>
    </message>
    <message>
      <location filename="../../models/weights/__init__.py" />
      <source>the weight file {path} is missing; install Nearpair again</source>
      <translation>가중치 파일 {path}이(가) 없습니다. Nearpair를 다시 설치하세요</translation>
    </message>
    <message>
      <location filename="../../models/onnx_graph.py" />
      <source>the weights do not fit the network: {name} is missing or of another shape</source>
      <translation>가중치가 신경망에 맞지 않습니다. {name}이(가) 없거나 모양이 다릅니다</translation>
    </message>
    <message>
      <location filename="../../models/trained.py" />
      <source>the weights in {path} do not fit the network they are of</source>
      <translation>{path}의 가중치가 그 신경망에 맞지 않습니다</translation>
    </message>
    <message>
      <location filename="../../models/torch_network.py" />
      <source>the weights in {path} do not fit {backbone}</source>
      <translation>{path}의 가중치가 {backbone}에 맞지 않습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>the zip file cannot be read ({error})</source>
      <translation>zip 파일을 읽을 수 없습니다({error})</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>the zip file claims to hold more than can be packed into its size</source>
      <translation>zip 파일이 그 크기에 담을 수 있는 것보다 많은 내용을 담고 있다고 합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>the zip file is damaged where it should be</source>
      <translation>zip 파일에서 그것이 있어야 할 곳이 손상되었습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>the zip file lists too many files</source>
      <translation>zip 파일에 나열된 파일이 너무 많습니다</translation>
    </message>
    <message>
      <location filename="../../models/head.py" />
      <source>the {kind} head was made for {expected} features an image, not {found}</source>
      <translation>{kind} 헤드는 이미지당 특징 {expected}개용으로 만들어졌으며 {found}개에는 맞지 않습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/evaluate.py" />
      <source>there are too few pairs</source>
      <translation>쌍이 너무 적습니다</translation>
    </message>
    <message>
      <location filename="../../models/samplers/composition.py" />
      <source>there are {found} groups of two images or more, and learning from groups needs {needed}</source>
      <translation>이미지가 둘 이상인 그룹이 {found}개입니다. 그룹에서 학습하려면 {needed}개가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../models/material.py" />
      <source>there are {found} {name} pairs to learn from; grade until there are {needed}</source>
      <translation>학습할 {name} 쌍이 {found}개입니다. {needed}개가 될 때까지 채점하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/store/pairs.py" />
      <source>there is no batch {batch}</source>
      <translation>배치 {batch}이(가) 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/own_file.py" />
      <source>there is no description of a network at {path}</source>
      <translation>{path}에 신경망 설명이 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/device.py" />
      <source>there is no device {device!r}; the choices are {choices}</source>
      <translation>장치 {device!r}이(가) 없습니다. 고를 수 있는 것: {choices}</translation>
    </message>
    <message>
      <location filename="../../app/core/store/rounds.py" />
      <source>there is no embedder {name!r}; there are: {names}</source>
      <translation>임베더 {name!r}이(가) 없습니다. 있는 것: {names}</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>there is no file {path}</source>
      <translation>파일 {path}이(가) 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/store/project.py" />
      <source>there is no project at {path}; nearpair init makes one</source>
      <translation>{path}에 프로젝트가 없습니다. nearpair init 명령으로 만들 수 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>there is no setting {key!r}; did you mean {near}?</source>
      <translation>설정 {key!r}이(가) 없습니다. 비슷한 것: {near}</translation>
    </message>
    <message>
      <location filename="../../app/gui/pictures.py" />
      <source>there is no thumbnail either</source>
      <translation>썸네일도 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/registry.py" />
      <source>there is no {kind} called {name!r}; the choices are {choices}</source>
      <translation>{kind} 중에 {name!r}이(가) 없습니다. 고를 수 있는 것: {choices}</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>there is nothing to redo</source>
      <translation>다시 실행할 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>there is nothing to undo</source>
      <translation>되돌릴 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>these negatives are hard by choice and do not stand for the collection</source>
      <translation>이 음성들은 일부러 어렵게 고른 것이므로 컬렉션을 대표하지 않습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/threshold.py" />
      <source>these negatives are hard by choice and do not stand for the collection; grade the frozen pairs, or import groups</source>
      <translation>이 음성들은 일부러 어렵게 고른 것이므로 컬렉션을 대표하지 않습니다. 고정 쌍을 채점하거나 그룹을 가져오세요</translation>
    </message>
    <message>
      <location filename="../../app/core/store/pairs.py" />
      <source>this batch is as blind already, and no batch ever shows more again</source>
      <translation>이 배치는 이미 그만큼 가려져 있으며, 가린 것은 다시 드러나지 않습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/devices.py" />
      <source>this build has no torch</source>
      <translation>이 빌드에는 torch가 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pictures.py" />
      <source>this is its thumbnail</source>
      <translation>이것은 썸네일입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/images.py" />
      <source>this is not an image of a known format</source>
      <translation>알려진 형식의 이미지가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../models/device.py" />
      <source>this machine has no {device} device</source>
      <translation>이 컴퓨터에는 {device} 장치가 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/torch_network.py" />
      <source>this network needs torch, which this build does not have</source>
      <translation>이 신경망에는 torch가 필요한데 이 빌드에는 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/situation.py" />
      <source>this query strategy needs the embeddings of the round, and they cannot be made</source>
      <translation>이 질의 전략에는 라운드의 임베딩이 필요한데 만들 수 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/decoders.py" />
      <source>timed-out</source>
      <translation>시간 초과</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>token</source>
      <translation>토큰</translation>
    </message>
    <message>
      <location filename="../../models/finetune.py" />
      <source>training collapsed at step {step}: different images are mapped to the same place; lower the learning rate or raise the weight decay</source>
      <translation>{step}단계에서 학습이 무너졌습니다. 서로 다른 이미지가 같은 곳으로 갑니다. 학습률을 낮추거나 가중치 감쇠를 높이세요</translation>
    </message>
    <message>
      <location filename="../../models/finetune.py" />
      <source>training failed at step {step}: the distances are not numbers any more; lower the learning rate</source>
      <translation>{step}단계에서 학습에 실패했습니다. 거리가 더 이상 수가 아닙니다. 학습률을 낮추세요</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/learn.py" />
      <source>training needs torch, which this build does not have; use the full build or a pip install</source>
      <translation>학습에는 torch가 필요한데 이 빌드에는 없습니다. 전체 빌드나 pip 설치를 쓰세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/evaluate_applying.py" />
      <source>training side of the split</source>
      <translation>분할의 학습 쪽</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/training_memory.py" />
      <source>training {images} images would take about {needed} GiB of memory and {free} GiB are free; lower train.ranked_images or train.pairs_per_step, or close other programs</source>
      <translation>이미지 {images}개를 학습하려면 메모리가 약 {needed} GiB 필요한데 남은 것은 {free} GiB입니다. train.ranked_images나 train.pairs_per_step을 낮추거나 다른 프로그램을 닫으세요</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>true positive rate</source>
      <translation>참 양성률</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_picture.py" />
      <source>turned 180°</source>
      <translation>180° 돌림</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_picture.py" />
      <source>turned 270°</source>
      <translation>270° 돌림</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/canvas_picture.py" />
      <source>turned 90°</source>
      <translation>90° 돌림</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>turned left</source>
      <translation>왼쪽으로 돌림</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>turned right</source>
      <translation>오른쪽으로 돌림</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/group_acts.py" />
      <source>two of these show the same picture, pixel by pixel; they cannot be told apart</source>
      <translation>이 중 둘은 픽셀 하나하나까지 같은 이미지여서 구별할 수 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>undo</source>
      <translation>실행 취소</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>unknown</source>
      <translation>알 수 없음</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>unpacked it is larger than the zip file says</source>
      <translation>압축을 풀면 zip 파일에 적힌 것보다 큽니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/archives.py" />
      <source>unpacked it would be larger than {most_bytes} MiB</source>
      <translation>압축을 풀면 {most_bytes} MiB보다 커집니다</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <location filename="../../app/gui/review_words.py" />
      <location filename="../../app/gui/widgets/batch_done.py" />
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>unsure</source>
      <translation>모르겠음</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/match_rule.py" />
      <source>up to {distance} by {basis}</source>
      <translation>{basis} 기준으로 {distance}까지</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/match_rule.py" />
      <source>up to {distance} by {basis}; up to {distance2} by {basis2}</source>
      <translation>{basis} 기준으로 {distance}까지, {basis2} 기준으로 {distance2}까지</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/why.py" />
      <source>upside down</source>
      <translation>위아래가 바뀜</translation>
    </message>
    <message>
      <location filename="../../app/core/reporting/report_figures.py" />
      <source>variance of the gradient's direction</source>
      <translation>기울기 방향의 분산</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>wait for the running job, or cancel it</source>
      <translation>실행 중인 작업을 기다리거나 취소하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>what {url} sent is not {file}: its sha256 is another than {sha256}; nothing was kept</source>
      <translation>{url}에서 받은 것은 {file}이(가) 아닙니다. sha256이 {sha256}과(와) 다릅니다. 아무것도 보관하지 않았습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>without either</source>
      <translation>둘 다 없이</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>without geometry</source>
      <translation>기하 검사 없이</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>without sizes, times and cameras</source>
      <translation>크기·시각·카메라 없이</translation>
    </message>
    <message>
      <location filename="../../app/core/settings.py" />
      <source>write a setting as key=value, not {text!r}</source>
      <translation>설정은 {text!r}이(가) 아니라 key=value로 쓰세요</translation>
    </message>
    <message>
      <location filename="../../models/onnx_graph.py" />
      <source>writing ONNX needs the package onnx, which this build does not have: run `pip install onnx`, or write safetensors</source>
      <translation>ONNX를 쓰려면 onnx 패키지가 필요한데 이 빌드에는 없습니다. `pip install onnx`를 실행하거나 safetensors로 쓰세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>yield {share:.0%}</source>
      <translation>수확률 {share:.0%}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{answered:,} of {total:,} answered (1 follows), {left:,} left</source>
      <translation>{total:,}쌍 중 {answered:,}쌍 답함(1쌍은 따라 나옴), {left:,}쌍 남음</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{answered:,} of {total:,} answered ({inferred:,} follow), {left:,} left</source>
      <translation>{total:,}쌍 중 {answered:,}쌍 답함({inferred:,}쌍은 따라 나옴), {left:,}쌍 남음</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{answered:,} of {total:,} answered, {left:,} left</source>
      <translation>{total:,}쌍 중 {answered:,}쌍 답함, {left:,}쌍 남음</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/scanning.py" />
      <source>{as_posix} cannot be listed: {strerror}</source>
      <translation>{as_posix}의 목록을 볼 수 없습니다: {strerror}</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/decision.py" />
      <source>{at!r} is no distance between 0 and 2</source>
      <translation>{at!r}은(는) 0과 2 사이의 거리가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/decision.py" />
      <source>{at} cannot be kept by {embedder} under the {cut} cut: {reason}</source>
      <translation>{embedder}은(는) {cut} 구분에서 {at} 목표를 지킬 수 없습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../models/students/full.py" />
      <source>{backbone} cannot be trained as a whole; train the head, or take efficientnet_lite0 with average or gem pooling</source>
      <translation>{backbone}은(는) 전체를 학습할 수 없습니다. 헤드를 학습하거나, 평균 또는 gem 풀링을 쓰는 efficientnet_lite0을 고르세요</translation>
    </message>
    <message>
      <location filename="../../models/weights/__init__.py" />
      <source>{backbone} has no weights yet: run `nearpair download {backbone}` ({megabytes} MB), or put {file} from {url} into {folder} (its sha256 {verb} {sha256})</source>
      <translation>{backbone}의 가중치가 아직 없습니다. `nearpair download {backbone}`을 실행하거나({megabytes} MB), {url}의 {file}을(를) {folder}에 넣으세요(sha256 {verb} {sha256})</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/weights_note.py" />
      <source>{backbone} is not on this computer yet: {megabytes} MB from {hostname} ({licence}), kept in {folder}. It is fetched only when you press the button.</source>
      <translation>{backbone}은(는) 아직 이 컴퓨터에 없습니다: {hostname}에서 {megabytes} MB({licence}), {folder}에 보관. 단추를 누를 때만 내려받습니다.</translation>
    </message>
    <message>
      <location filename="../../models/torch_export.py" />
      <source>{backbone} is written as ONNX by torch's exporter, which needs onnxscript: run `pip install onnxscript`, or write safetensors</source>
      <translation>{backbone}은(는) torch의 내보내기로 ONNX로 쓰며 onnxscript가 필요합니다. `pip install onnxscript`를 실행하거나 safetensors로 쓰세요</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>{backbone} needs torch, which this build does not have</source>
      <translation>{backbone}에는 torch가 필요한데 이 빌드에는 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>{backbone}, {head}, {dim} numbers</source>
      <translation>{backbone}, {head}, 수 {dim}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>{better} is better than {worse}, by {measure} ({difference:.3f}).</source>
      <translation>판정: {better}이(가) {worse}보다 낫습니다. 근거: {measure}({difference:.3f}).</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{bits} of 64 hash bits differ.</source>
      <translation>해시 64비트 중 {bits}비트가 다릅니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/verdict.py" />
      <source>{candidate} is better than {baseline}, by {by}.</source>
      <translation>판정: {candidate}이(가) {baseline}보다 낫습니다. 근거: {by}.</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/verdict.py" />
      <source>{candidate} is worse than {baseline}, by {by}.</source>
      <translation>판정: {candidate}이(가) {baseline}보다 못합니다. 근거: {by}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{count:,} answers given at once</source>
      <translation>한 번에 매긴 답 {count:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{count:,} of {goal:,} today</source>
      <translation>오늘 {goal:,}개 중 {count:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{count:,} today</source>
      <translation>오늘 {count:,}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{count:.0f} a minute</source>
      <translation>분당 {count:.0f}</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{count} bytes</source>
      <translation>{count}바이트</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>{count} drawn at random are among them, as a control.</source>
      <translation>대조용으로 무작위로 뽑은 {count}가 섞여 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>{count} images</source>
      <translation>이미지 {count}개</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/looks.py" />
      <source>{count} images cannot be read any more, and the last stages learn from what is in them; bring the files back or train the head</source>
      <translation>이미지 {count}개를 더 이상 읽을 수 없는데, 마지막 단계는 그 내용에서 학습합니다. 파일을 되돌려 놓거나 헤드를 학습하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>{count} in this list</source>
      <translation>이 목록에 {count}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>{count} matching points</source>
      <translation>일치점 {count}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>{count} matching points, {view}</source>
      <translation>일치점 {count}개, {view}</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/group.py" />
      <source>{count} of {all:,} images</source>
      <translation>이미지 {all:,}개 중 {count}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>{count} of {total} pairs</source>
      <translation>{total}쌍 중 {count}쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>{count} pairs at once</source>
      <translation>한 번에 {count}쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>{count} pairs by a rule: {note}</source>
      <translation>규칙으로 {count}쌍: {note}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/proposals_panel.py" />
      <source>{count} pairs, {out} left out</source>
      <translation>{count}쌍, {out}쌍 제외</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>{count} steps taken back or brought back. The history leads back.</source>
      <translation>{count}단계를 되돌리거나 다시 적용했습니다. 기록에서 되돌아올 수 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_result.py" />
      <source>{count} × {known} called {given}. {known}: {meaning}</source>
      <translation>{known}을(를) {given}(으)로 답함 {count}번. {known}: {meaning}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/threshold_form.py" />
      <source>{cut}, in use: up to {distance:.4f}</source>
      <translation>{cut}, 사용 중: {distance:.4f}까지</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>{cut}, {target}: up to {distance:.4f}</source>
      <translation>{cut}, {target}: {distance:.4f}까지</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/scanning.py" />
      <source>{decode} is left out: its name is not valid text</source>
      <translation>{decode}을(를) 제외합니다. 이름이 올바른 텍스트가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/grade_bar.py" />
      <source>{definition} Shift: low confidence.</source>
      <translation>{definition} Shift: 낮은 확신.</translation>
    </message>
    <message>
      <location filename="../../models/device.py" />
      <source>{device} needs torch, which this build does not have</source>
      <translation>{device}에는 torch가 필요한데 이 빌드에는 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/job_card.py" />
      <location filename="../../app/gui/widgets/status.py" />
      <source>{done:,} of {total:,}</source>
      <translation>{total:,} 중 {done:,}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>{done} The grades of {count:,} follow from your other answers.</source>
      <translation>{done} 그중 {count:,}쌍의 등급은 다른 답에서 따라 나왔습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{done} {back}</source>
      <translation>{done} 되돌리려면 {back}</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{done}. {back}</source>
      <translation>{done}. 되돌리려면 {back}</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/measure.py" />
      <source>{fewest} positive and {fewest2} negative pairs are needed</source>
      <translation>양성 쌍 {fewest}개와 음성 쌍 {fewest2}개가 필요합니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{files} found in {path}, {missing:,} not.</source>
      <translation>{path}에서 {files}를 찾았고, {missing:,}개는 찾지 못했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{files} found in {path}.</source>
      <translation>{path}에서 {files}를 찾았습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>{files} in both parts.</source>
      <translation>두 부분에 모두 있음: {files}.</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>{folder} has no room for {megabytes} MB</source>
      <translation>{folder}에 {megabytes} MB를 둘 공간이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{grades} imported, {lines} could not be used.</source>
      <translation>{grades}를 가져왔고, {lines}은 쓸 수 없었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{grades} imported.</source>
      <translation>{grades}를 가져왔습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{grades} stored by rules. {key} takes them back.</source>
      <translation>규칙으로 {grades}을(를) 저장했습니다. {key} 키로 되돌립니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{grade} follows from {count} answers, images on the way: {images}.</source>
      <translation>답 {count}개에서 {grade}이(가) 따라 나옵니다. 거쳐 가는 이미지: {images}개.</translation>
    </message>
    <message>
      <location filename="../../app/gui/modes/sheet.py" />
      <source>{grade} for which picture? Press the key in its corner. Esc: for none.</source>
      <translation>{grade}: 어느 이미지인가요? 모서리의 키를 누르세요. Esc: 없음.</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{grade} for {left} – {right}</source>
      <translation>{left} – {right} 쌍: {grade}</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{grade} of a pair outside this batch</source>
      <translation>이 배치 밖의 쌍: {grade}</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{grade} with low confidence</source>
      <translation>{grade}, 낮은 확신</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/candidates_panel.py" />
      <source>{grade} {percent:.0f} %</source>
      <translation>{grade} {percent:.0f} %</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{grade}, low confidence</source>
      <translation>{grade}, 낮은 확신</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/lists_panel.py" />
      <source>{grade}. {number}</source>
      <translation>현재 {grade}. {number}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>{hours} h {minutes} min</source>
      <translation>{hours}시간 {minutes}분</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>{hubs} of {hubs2} images in a pair, at most {hubs3} pairs of one</source>
      <translation>이미지 {hubs2}개 중 {hubs}개가 쌍에 들어 있음, 한 이미지에 최대 {hubs3}쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{images} have a vector, {missing:,} have none; “{name}” is on the Mine page.</source>
      <translation>{images}에 벡터가 있고 {missing:,}개에는 없습니다. “{name}”은(는) 마이닝 페이지에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{images} have a vector; “{name}” is on the Mine page.</source>
      <translation>{images}에 벡터가 있습니다. “{name}”은(는) 마이닝 페이지에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{images} in the collection, {new:,} new, {listed} listed.</source>
      <translation>컬렉션: {images}, 새 이미지 {new:,}개, 목록에 오른 {listed}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{images} in the collection, {new:,} new.</source>
      <translation>컬렉션: {images}, 새 이미지 {new:,}개.</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>{images} of known groups as queries among each other; {without:,} have nothing to find.</source>
      <translation>알려진 그룹의 {images}를 서로에 대한 질의로 씁니다. {without:,}개는 찾을 것이 없습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{images} placed in {groups}.</source>
      <translation>{images}를 {groups}에 넣었습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/gallery.py" />
      <source>{images} with “{text}” in the path</source>
      <translation>경로에 “{text}”이(가) 있는 {images}</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>{images}: paths, content hashes and one unit vector each.</source>
      <translation>{images}: 각각의 경로, 내용 해시, 단위 벡터.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>{image} is the very same file as {match}.</source>
      <translation>{image}은(는) {match}과(와) 똑같은 파일입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>{image} matches {match}.</source>
      <translation>{image}은(는) {match}과(와) 일치합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/keys.py" />
      <source>{key} belongs to the window.</source>
      <translation>{key}은(는) 창에서 쓰는 키입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/keys.py" />
      <source>{key} belongs to “{action}”.</source>
      <translation>{key}은(는) “{action}”에서 쓰는 키입니다.</translation>
    </message>
    <message>
      <location filename="../../models/settings.py" />
      <source>{key} must be between {low} and {high}, not {value}</source>
      <translation>{key}은(는) {value}이(가) 아니라 {low}과(와) {high} 사이여야 합니다</translation>
    </message>
    <message>
      <location filename="../../models/settings.py" />
      <source>{key} must be one of {choices}, not {value}</source>
      <translation>{key}은(는) {value}이(가) 아니라 {choices} 중 하나여야 합니다</translation>
    </message>
    <message>
      <location filename="../../models/settings.py" />
      <source>{key} must be {kind}, not {text!r}</source>
      <translation>{key}은(는) {text!r}이(가) 아니라 {kind}이어야 합니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/keys.py" />
      <source>{key} or {other}</source>
      <translation>{key} 또는 {other}</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{key} takes it back.</source>
      <translation>{key} 키로 되돌립니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/linkage.py" />
      <source>{kind} linkage needs scipy, which this build does not have; choose single linkage</source>
      <translation>{kind} 연결법에는 scipy가 필요한데 이 빌드에는 없습니다. 단일 연결법을 고르세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>{kind}, fitted on {when} to {grades} ({pairs}), under {embedder}.</source>
      <translation>{kind}, {when}에 {grades}({pairs})에 맞춤, 임베더 {embedder}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{km:,.1f} km</source>
      <translation>{km:,.1f}킬로미터</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_cost.py" />
      <source>{large} pairs to compare, {time} ({basis}), about {max} MB of memory.</source>
      <translation>비교할 쌍 {large}개, {time}({basis}), 메모리 약 {max} MB.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{leaked:,} of {images} match.</source>
      <translation>{images} 중 {leaked:,}개가 일치합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>{leaked} of {images} of “{second}” match one of the {others} of “{first}”: {share:.2%} ({low:.2%}–{high:.2%}).</source>
      <translation>“{second}”의 {images} 중 {leaked}개가 “{first}”의 {others} 가운데 하나와 일치합니다: {share:.2%}({low:.2%}–{high:.2%}).</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/job_card.py" />
      <source>{left:.0f} s left</source>
      <translation>{left:.0f}초 남음</translation>
    </message>
    <message>
      <location filename="../../app/gui/history.py" />
      <source>{left} and {right}</source>
      <translation>{left}과(와) {right}</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/linkage.py" />
      <source>{len} images form one chain; too many to split, it stays one group</source>
      <translation>이미지 {len}개가 하나의 사슬을 이룹니다. 나누기에는 너무 많아 한 그룹으로 둡니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/training_form.py" />
      <source>{loss} does not learn from what this sampler draws</source>
      <translation>{loss}은(는) 이 샘플러가 뽑는 것에서 학습하지 않습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{matched:,} of {pictures} matched in the collection.</source>
      <translation>{pictures} 중 {matched:,}개가 컬렉션의 이미지와 일치합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/grade_bar.py" />
      <source>{meaning} Key {key}.</source>
      <translation>{meaning} 키 {key}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{metres:.0f} m</source>
      <translation>{metres:.0f}미터</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>{miner}, round {round}</source>
      <translation>{miner}, 라운드 {round}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/job_card.py" />
      <source>{minutes:,.0f} min left</source>
      <translation>{minutes:,.0f}분 남음</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>{minutes:.0f} min</source>
      <translation>{minutes:.0f}분</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>{minutes} min</source>
      <translation>{minutes}분</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/stored_vectors.py" />
      <source>{missing} of the images have no features yet and are not compared; run embed to have them</source>
      <translation>이미지 {missing}개에는 아직 특징이 없어 비교하지 않습니다. 비교하려면 embed를 실행하세요</translation>
    </message>
    <message>
      <location filename="../../models/own_file.py" />
      <source>{model} gives numbers of the shape {found}, not the {expected} that {path} states</source>
      <translation>{model}의 출력은 {path}에 적힌 {expected}이(가) 아니라 {found} 모양입니다</translation>
    </message>
    <message>
      <location filename="../../models/backbones/onnx.py" />
      <source>{model} keeps its tensors in other files; name them under 'files' in {path}</source>
      <translation>{model}의 텐서가 다른 파일에 있습니다. {path}의 'files'에 그 이름을 적으세요</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/lists.py" />
      <source>{names} differ</source>
      <translation>{names}의 의견이 다름</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{name}   {answered} of {total}</source>
      <translation>{name}   {total}쌍 중 {answered}쌍</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>{name} (now)</source>
      <translation>{name}(현재)</translation>
    </message>
    <message>
      <location filename="../../app/gui/commands.py" />
      <source>{name} ({key}): {help}</source>
      <translation>{name}({key}): {help}</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/nearby.py" />
      <source>{name} has no embedding by {embedder} yet; mine again</source>
      <translation>{name}에는 아직 {embedder}의 임베딩이 없습니다. 다시 마이닝하세요</translation>
    </message>
    <message>
      <location filename="../../models/weights/__init__.py" />
      <source>{name} has no weights to fetch; the choices are {choices}</source>
      <translation>{name}에는 내려받을 가중치가 없습니다. 고를 수 있는 것: {choices}</translation>
    </message>
    <message>
      <location filename="../../app/core/importers/embeddings.py" />
      <source>{name} in {path} must be {count} texts, one a vector; it is {kind} of the shape {shape}</source>
      <translation>{path}의 {name}은(는) 벡터마다 하나씩 {count}개의 글이어야 합니다. 지금은 {kind}이고 모양은 {shape}입니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{name} is ready; its weights are in {folder}.</source>
      <translation>{name}이(가) 준비되었습니다. 가중치는 {folder}에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/promotion.py" />
      <source>{name} is the only embedder of this project: there is nothing to compare it with</source>
      <translation>{name}은(는) 이 프로젝트의 하나뿐인 임베더여서 비교할 것이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/promotion.py" />
      <source>{name} is worse than {against} and does not mine without your word; promote it with --anyway, or train again</source>
      <translation>{name}은(는) {against}보다 나빠서 허락 없이는 마이닝에 쓰지 않습니다. --anyway로 승격하거나 다시 학습하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{name} mines next.</source>
      <translation>다음 마이닝에 {name}을(를) 씁니다.</translation>
    </message>
    <message>
      <location filename="../../models/own_file.py" />
      <source>{name} needs the file that describes your network: set backbone.{name}.file</source>
      <translation>{name}에는 신경망을 설명하는 파일이 필요합니다. backbone.{name}.file을 정하세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/model_words.py" />
      <source>{name} of {backbone}, {dim:,} numbers a picture, in one file; beside it a description in JSON.</source>
      <translation>{backbone}의 {name}, 이미지당 수 {dim:,}개, 파일 하나. 옆에 JSON 설명이 놓입니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/mine.py" />
      <source>{name} of {when}</source>
      <translation>{when}의 {name}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/plots.py" />
      <source>{name} saved to {path}.</source>
      <translation>{name}을(를) {path}에 저장했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{name} was learned without grades, with a gain of {gain:+.4f} [{low:+.4f}, {high:+.4f}] on copies of held-out images; it was not compared on grades yet.</source>
      <translation>{name}: 등급 없이 학습했고, 따로 떼어 둔 이미지의 사본에서 {gain:+.4f} [{low:+.4f}, {high:+.4f}]만큼 나아졌습니다. 채점된 쌍으로는 아직 비교하지 않았습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{name} was made without grades; what is learned is compared with it.</source>
      <translation>{name}은(는) 등급 없이 만들어졌으며, 학습한 것을 이것과 비교합니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{name} was not compared yet; promoting it compares it first.</source>
      <translation>{name}은(는) 아직 비교하지 않았습니다. 승격하면 먼저 비교합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/grading/lists.py" />
      <source>{name} was unsure</source>
      <translation>{name}의 답: 모르겠음</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{name} written to {out}.</source>
      <translation>{name}을(를) {out}에 썼습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>{name}, in {parent}</source>
      <translation>{name}, 위치: {parent}</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <source>{name}, line {line}: {reason}</source>
      <translation>{name}, {line}번째 줄: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{name}. Pick another batch.</source>
      <translation>{name}. 다른 배치를 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <source>{name}: columns not used: {join}</source>
      <translation>{name}: 쓰지 않은 열: {join}</translation>
    </message>
    <message>
      <location filename="../../app/gui/commands.py" />
      <source>{name}: {help}</source>
      <translation>{name}: {help}</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/oracle.py" />
      <source>{name}: {len} lines cannot be used; line {number}: {reason}</source>
      <translation>{name}: {len}줄을 쓸 수 없습니다. {number}번째 줄: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <source>{name}: {shown} more lines cannot be used</source>
      <translation>{name}: 그 밖에 {shown}줄을 쓸 수 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>{near:,} of them are closer ({closest:.2f}) than 99.9 % of random pairs: look there first.</source>
      <translation>그중 {near:,}쌍은 무작위 쌍의 99.9 %보다 가깝습니다({closest:.2f}). 먼저 그곳을 보세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{number:,} across the sides</source>
      <translation>두 쪽에 걸친 것 {number:,}</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} candidate pair</source>
      <translation>후보 쌍 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} candidate pairs</source>
      <translation>후보 쌍 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} contradiction</source>
      <translation>모순 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} contradictions</source>
      <translation>모순 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} disagreement</source>
      <translation>불일치 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} disagreements</source>
      <translation>불일치 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>{number:,} file</source>
      <translation>파일 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <source>{number:,} files</source>
      <translation>파일 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>{number:,} grade</source>
      <translation>등급 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} graded</source>
      <translation>채점 {number:,}</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>{number:,} grades</source>
      <translation>등급 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>{number:,} group</source>
      <translation>그룹 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>{number:,} groups</source>
      <translation>그룹 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/pages/export.py" />
      <location filename="../../app/gui/report_view.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <location filename="../../app/gui/widgets/gallery.py" />
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>{number:,} image</source>
      <translation>이미지 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/pages/export.py" />
      <location filename="../../app/gui/report_view.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <location filename="../../app/gui/widgets/gallery.py" />
      <location filename="../../app/gui/widgets/leakage_card.py" />
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>{number:,} images</source>
      <translation>이미지 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} known group</source>
      <translation>알려진 그룹 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} known groups</source>
      <translation>알려진 그룹 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>{number:,} label</source>
      <translation>레이블 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>{number:,} labels</source>
      <translation>레이블 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} left in the batch</source>
      <translation>배치에 {number:,}쌍 남음</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} line</source>
      <translation>{number:,}줄</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} lines</source>
      <translation>{number:,}줄</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>{number:,} matching pair</source>
      <translation>일치하는 쌍 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>{number:,} matching pairs</source>
      <translation>일치하는 쌍 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/report_view.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <location filename="../../app/gui/widgets/mining_results.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>{number:,} pair</source>
      <translation>쌍 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/report_view.py" />
      <location filename="../../app/gui/widgets/applied_card.py" />
      <location filename="../../app/gui/widgets/mining_results.py" />
      <location filename="../../app/gui/widgets/verifier_card.py" />
      <source>{number:,} pairs</source>
      <translation>쌍 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} picture</source>
      <translation>이미지 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} pictures</source>
      <translation>이미지 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} problem</source>
      <translation>문제 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{number:,} problems</source>
      <translation>문제 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/pages/export.py" />
      <source>{number:,} row</source>
      <translation>행 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/pages/export.py" />
      <source>{number:,} rows</source>
      <translation>행 {number:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>{number:,} step</source>
      <translation>{number:,}단계</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>{number:,} steps</source>
      <translation>{number:,}단계</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{number:,} that people disagree on</source>
      <translation>의견이 갈리는 것 {number:,}</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{number:,} unsure</source>
      <translation>모르겠음 {number:,}</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{number:,} with a bad image</source>
      <translation>불량 이미지가 있는 것 {number:,}</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{number:.0f} days</source>
      <translation>{number:.0f}일</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{number:.0f} hours</source>
      <translation>{number:.0f}시간</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{number:.0f} minutes</source>
      <translation>{number:.0f}분</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>{number} changed regions</source>
      <translation>바뀐 영역 {number}곳</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/relink.py" />
      <source>{old} is no folder of this project; its folders are {roots}</source>
      <translation>{old}은(는) 이 프로젝트의 폴더가 아닙니다. 프로젝트의 폴더: {roots}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/mining_results.py" />
      <source>{pairs} from {images}, {miner}</source>
      <translation>{images}에서 {pairs}, {miner}</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>{pairs} graded by several of {annotators} people: {percent} equal, weighted kappa {kappa}, ordinal alpha {alpha}.</source>
      <translation>{annotators}명 중 여럿이 채점한 {pairs}: 일치 {percent}, 가중 카파 {kappa}, 순서 알파 {alpha}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{pairs} in {groups} written to {path}.</source>
      <translation>{groups}에 속하는 {pairs}를 {path}에 썼습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{pairs} mined.</source>
      <translation>{pairs}를 마이닝했습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{pairs} proposed; nothing is stored before you approve.</source>
      <translation>{pairs}가 제안되었습니다. 승인하기 전에는 아무것도 저장되지 않습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>{pairs} that close were graded as no match and are left out.</source>
      <translation>그만큼 가깝지만 일치가 아니라고 채점한 {pairs}은(는) 뺐습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/applied_card.py" />
      <source>{pairs}, {groups} of {images} by {linkage} linkage, the largest of {largest}. Written to {path}.</source>
      <translation>{pairs}, {images}의 {groups}({linkage} 연결법, 가장 큰 그룹은 {largest}). 쓴 곳: {path}.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/welcome.py" />
      <source>{parent} (not there now)</source>
      <translation>{parent}(지금은 없음)</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/leakage.py" />
      <source>{part} is neither a folder of the collection with images in it nor a side of its split (train, evaluation)</source>
      <translation>{part}은(는) 이미지가 있는 컬렉션의 폴더도, 분할의 한쪽(train, evaluation)도 아닙니다</translation>
    </message>
    <message>
      <location filename="../../app/core/verifying/local_features.py" />
      <source>{path} cannot be read any more: {error}</source>
      <translation>{path}을(를) 더 이상 읽을 수 없습니다: {error}</translation>
    </message>
    <message>
      <location filename="../../models/head.py" />
      <source>{path} cannot be read as a head: {error}</source>
      <translation>{path}을(를) 헤드로 읽을 수 없습니다: {error}</translation>
    </message>
    <message>
      <location filename="../../app/core/judging/judge_file.py" />
      <source>{path} cannot be read as a verifier: {error}</source>
      <translation>{path}을(를) 검증기로 읽을 수 없습니다: {error}</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/own_vectors.py" />
      <source>{path} cannot be read as the vectors that were imported; import them again</source>
      <translation>{path}을(를) 가져온 벡터로 읽을 수 없습니다. 다시 가져오세요</translation>
    </message>
    <message>
      <location filename="../../models/trained.py" />
      <source>{path} cannot be read as the weights of a network: {error}</source>
      <translation>{path}을(를) 신경망의 가중치로 읽을 수 없습니다: {error}</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/tables.py" />
      <location filename="../../app/core/importers/embeddings.py" />
      <source>{path} cannot be read: {reason}</source>
      <translation>{path}을(를) 읽을 수 없습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/atomic.py" />
      <source>{path} cannot be written: {reason}</source>
      <translation>{path}을(를) 쓸 수 없습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/atomic.py" />
      <source>{path} could not be written: the disk is full; what was stored before is safe</source>
      <translation>{path}을(를) 쓰지 못했습니다. 디스크가 가득 찼습니다. 전에 저장한 것은 안전합니다</translation>
    </message>
    <message>
      <location filename="../../models/weights/install.py" />
      <source>{path} could not be written: {reason}</source>
      <translation>{path}을(를) 쓰지 못했습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../models/own_file.py" />
      <source>{path} does not describe a network: {what}</source>
      <translation>{path}은(는) 신경망을 설명하지 않습니다: {what}</translation>
    </message>
    <message>
      <location filename="../../app/core/applying/find.py" />
      <source>{path} does not exist</source>
      <translation>{path}이(가) 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/backbones/torchscript.py" />
      <source>{path} gives {kind} instead of one tensor</source>
      <translation>{path}의 출력이 텐서 하나가 아니라 {kind}입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/store/lock.py" />
      <source>{path} has a worker process already</source>
      <translation>{path}에는 이미 작업 프로세스가 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/altered.py" />
      <source>{path} has no altered copies: {detail}</source>
      <translation>{path}의 변형된 사본이 없습니다: {detail}</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/views_on_demand.py" />
      <source>{path} has no altered copies: {made}</source>
      <translation>{path}에는 변형된 사본이 없습니다: {made}</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/embed.py" />
      <source>{path} has no features: {problem}</source>
      <translation>{path}의 특징이 없습니다: {problem}</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/embed.py" />
      <location filename="../../app/core/embedding/own_vectors.py" />
      <source>{path} has no features: {reason}</source>
      <translation>{path}의 특징이 없습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../models/onnx_session.py" />
      <source>{path} has the {what}s {names}; say which one to use</source>
      <translation>{path}에 {what}이(가) 여럿 있습니다({names}). 어느 것을 쓸지 정하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing_vectors.py" />
      <source>{path} has vectors of {count} images of {project}, two are needed: {reason}</source>
      <translation>{path}에는 {project}의 이미지 {count}개의 벡터만 있고 두 개가 필요합니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/ingest.py" />
      <source>{path} holds no image files</source>
      <translation>{path}에 이미지 파일이 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/weights/install.py" />
      <source>{path} holds no weights of {backbone}: {reason}</source>
      <translation>{path}에는 {backbone}의 가중치가 없습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../models/head.py" />
      <source>{path} holds other arrays than those of a head</source>
      <translation>{path}에 헤드의 것이 아닌 배열이 들어 있습니다</translation>
    </message>
    <message>
      <location filename="../../models/trained.py" />
      <source>{path} holds weights of {backbone}, which cannot be given any</source>
      <translation>{path}에 {backbone}의 가중치가 들어 있는데, 이 백본에는 가중치를 줄 수 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/relink.py" />
      <source>{path} is a folder of this project already</source>
      <translation>{path}은(는) 이미 이 프로젝트의 폴더입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/store/migrate.py" />
      <source>{path} is damaged: {what}</source>
      <translation>{path}이(가) 손상되었습니다: {what}</translation>
    </message>
    <message>
      <location filename="../../app/core/store/migrate.py" />
      <source>{path} is empty; put a copy from the project's folder `backups` in its place</source>
      <translation>{path}이(가) 비어 있습니다. 프로젝트의 `backups` 폴더에 있는 사본을 그 자리에 넣으세요</translation>
    </message>
    <message>
      <location filename="../../app/core/store/lock.py" />
      <source>{path} is in use by {who}</source>
      <translation>{path}을(를) {who}에서 쓰고 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/scanning.py" />
      <source>{path} is left out: its name means the inside of the zip file beside it</source>
      <translation>{path}을(를) 제외합니다. 이 이름은 옆에 있는 zip 파일의 안을 뜻합니다</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/tables.py" />
      <source>{path} is not UTF-8 text; save it again as CSV UTF-8</source>
      <translation>{path}은(는) UTF-8 텍스트가 아닙니다. CSV UTF-8로 다시 저장하세요</translation>
    </message>
    <message>
      <location filename="../../models/own_file.py" />
      <source>{path} is not a JSON file: {reason}</source>
      <translation>{path}은(는) JSON 파일이 아닙니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/store/migrate.py" />
      <source>{path} is not a Nearpair database: it belongs to another program</source>
      <translation>{path}은(는) Nearpair 데이터베이스가 아니라 다른 프로그램의 것입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/store/project.py" />
      <source>{path} is not a Nearpair project: it has no {file}</source>
      <translation>{path}은(는) Nearpair 프로젝트가 아닙니다. {file}이(가) 없습니다</translation>
    </message>
    <message>
      <location filename="../../models/backbones/torchscript.py" />
      <source>{path} is not a TorchScript archive (saved with torch.jit.save)</source>
      <translation>{path}은(는) TorchScript 아카이브(torch.jit.save로 저장한 것)가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/relink.py" />
      <source>{path} is not a folder</source>
      <translation>{path}은(는) 폴더가 아닙니다</translation>
    </message>
    <message>
      <location filename="../../models/onnx_session.py" />
      <source>{path} is not a network that onnxruntime can run: {reason}</source>
      <translation>{path}은(는) onnxruntime이 실행할 수 있는 신경망이 아닙니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../models/backbones/torchscript.py" />
      <source>{path} is not a network that torch can read: {reason}</source>
      <translation>{path}은(는) torch가 읽을 수 있는 신경망이 아닙니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/importers/embeddings.py" />
      <source>{path} is not an .npz of plain arrays</source>
      <translation>{path}은(는) 일반 배열의 .npz 파일이 아닙니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/ingest.py" />
      <source>{path} is not there now; its images stay in the project</source>
      <translation>{path}이(가) 지금 없습니다. 그 이미지는 프로젝트에 남습니다</translation>
    </message>
    <message>
      <location filename="../../models/weights/install.py" />
      <source>{path} is not {file}: its sha256 is {found}, not {expected}</source>
      <translation>{path}은(는) {file}이(가) 아닙니다. sha256이 {expected}이(가) 아니라 {found}입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/merging.py" />
      <source>{path} is the project itself; name another one</source>
      <translation>{path}은(는) 이 프로젝트 자신입니다. 다른 프로젝트를 지정하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/store/project.py" />
      <source>{path} is there already; open it, or give another name</source>
      <translation>{path}이(가) 이미 있습니다. 그것을 열거나 다른 이름을 쓰세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/tables.py" />
      <source>{path} lacks the column {missing}; it has {found}</source>
      <translation>{path}에 {missing} 열이 없습니다. 있는 열: {found}</translation>
    </message>
    <message>
      <location filename="../../app/core/importers/embeddings.py" />
      <source>{path} must hold the array vectors, and paths or hashes; it holds {found}</source>
      <translation>{path}에는 배열 vectors와 paths 또는 hashes가 있어야 합니다. 지금은 {found}이(가) 있습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/asking/simulate.py" />
      <source>{path} names no ND and no near-ND pair of this collection</source>
      <translation>{path}에는 이 컬렉션의 ND 쌍이나 near-ND 쌍이 없습니다</translation>
    </message>
    <message>
      <location filename="../../app/core/store/project.py" />
      <source>{path} was written by an older Nearpair; open it in the window once</source>
      <translation>{path}은(는) 이전 버전의 Nearpair로 만들었습니다. 창에서 한 번 여세요</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/importing.py" />
      <source>{path}, line {line}: {reason} ({count} such lines); nothing was imported</source>
      <translation>{path}, {line}번째 줄: {reason}(이런 줄 {count}개). 아무것도 가져오지 않았습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>{percent} % of the left picture is on both</source>
      <translation>왼쪽 이미지의 {percent} %가 양쪽에 있음</translation>
    </message>
    <message>
      <location filename="../../app/gui/evidence_words.py" />
      <source>{percent} % of the picture</source>
      <translation>이미지의 {percent} %</translation>
    </message>
    <message>
      <location filename="../../app/gui/training_view.py" />
      <source>{positive:,} positive and {negative:,} negative pairs can be learned from under the {cut} cut.</source>
      <translation>{cut} 구분에서 학습할 수 있는 양성 쌍은 {positive:,}개, 음성 쌍은 {negative:,}개입니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/exchanging/exporting.py" />
      <location filename="../../app/core/exchanging/model_file.py" />
      <source>{project} has no embedder yet; embed it first</source>
      <translation>{project}에는 아직 임베더가 없습니다. 먼저 임베딩하세요</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/protocol_measure.py" />
      <source>{project} has no known positive pair under the {cut} cut; grade pairs, or import labels or groups</source>
      <translation>{project}에는 {cut} 구분에서 알려진 양성 쌍이 없습니다. 쌍을 채점하거나 레이블 또는 그룹을 가져오세요</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/job_card.py" />
      <source>{rate:,.0f} images/s</source>
      <translation>초당 이미지 {rate:,.0f}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>{rate:,.0f}/s</source>
      <translation>초당 {rate:,.0f}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>{rate:.1f}/s</source>
      <translation>초당 {rate:.1f}</translation>
    </message>
    <message>
      <location filename="../../app/core/mining/mining_report.py" />
      <source>{report} random control pairs</source>
      <translation>무작위 대조 쌍 {report}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_result.py" />
      <source>{right} of {total} right. Nothing of it was stored.</source>
      <translation>{total}개 중 {right}개 맞음. 아무것도 저장하지 않았습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>{rows} will be written; these are all of them.</source>
      <translation>{rows}를 씁니다. 전부 여기에 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/pages/export.py" />
      <source>{rows} will be written; these are the first {number}.</source>
      <translation>{rows}를 씁니다. 여기에는 처음 {number}개가 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{rows} written to {path}.</source>
      <translation>{rows}를 {path}에 썼습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>{seconds:.0f} s</source>
      <translation>{seconds:.0f}초</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{seconds:.0f} seconds</source>
      <translation>{seconds:.0f}초</translation>
    </message>
    <message>
      <location filename="../../app/gui/mining_view.py" />
      <source>{seconds:.1f} s</source>
      <translation>{seconds:.1f}초</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{seconds:.2g} seconds</source>
      <translation>{seconds:.2g}초</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{size:.1f} MB</source>
      <translation>{size:.1f} MB</translation>
    </message>
    <message>
      <location filename="../../app/gui/pair_facts.py" />
      <source>{size:.1f} kB</source>
      <translation>{size:.1f} kB</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/trainings_card.py" />
      <source>{start}, scope {scope}, {arms} kinds</source>
      <translation>{start}, 범위 {scope}, {arms}가지</translation>
    </message>
    <message>
      <location filename="../../app/core/measuring/threshold.py" />
      <source>{text!r} is no target; write precision=0.99, specificity=0.9999 or false-alarms=20</source>
      <translation>{text!r}은(는) 목표가 아닙니다. precision=0.99, specificity=0.9999 또는 false-alarms=20처럼 쓰세요</translation>
    </message>
    <message>
      <location filename="../../app/core/records.py" />
      <source>{text!r} is not a grade; the codes are ND, near-ND, NND and DUP</source>
      <translation>{text!r}은(는) 등급이 아닙니다. 코드는 ND, near-ND, NND, DUP입니다</translation>
    </message>
    <message>
      <location filename="../../app/core/reading/files.py" />
      <source>{text}</source>
      <translation>{text}</translation>
    </message>
    <message>
      <location filename="../../app/gui/main_window.py" />
      <source>{title}: cancelled. What was finished is kept.</source>
      <translation>{title}: 취소했습니다. 끝난 것은 남아 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/main_window.py" />
      <source>{title}: put away. Start it again to go on from there.</source>
      <translation>{title}: 보관했습니다. 다시 시작하면 그 자리에서 이어집니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>{title}: {left:,} more. S leaves a pair out.</source>
      <translation>{title}: {left:,}쌍 남음. S로 쌍을 제외합니다.</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/own_vectors.py" />
      <source>{told} more images have no features: {reason}</source>
      <translation>이미지 {told}개에도 특징이 없습니다: {reason}</translation>
    </message>
    <message>
      <location filename="../../app/core/embedding/download.py" />
      <source>{url} could not be fetched ({reason}); try again, or put {file} (sha256 {sha256}) into {folder}</source>
      <translation>{url}을(를) 내려받지 못했습니다({reason}). 다시 시도하거나 {file}(sha256 {sha256})을(를) {folder}에 넣으세요</translation>
    </message>
    <message>
      <location filename="../../app/core/learning/promotion.py" />
      <source>{verdict} If you want it to mine all the same, promote it with --anyway.</source>
      <translation>{verdict} 그래도 마이닝에 쓰려면 --anyway로 승격하세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/view_bar.py" />
      <source>{view} ({key}; {next}: the next view)</source>
      <translation>{view}({key}; {next}: 다음 보기)</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/history_panel.py" />
      <source>{what} (taken back)</source>
      <translation>{what}(취소됨)</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{what} is back. {back}</source>
      <translation>다시 적용했습니다: {what}. 되돌리려면 {back}</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>{what} saved. {back}</source>
      <translation>저장했습니다: {what}. 되돌리려면 {back}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/image_model.py" />
      <source>{width} × {height} px, {size}, {format}</source>
      <translation>{width} × {height}픽셀, {size}, {format}</translation>
    </message>
    <message>
      <location filename="../../app/gui/report_view.py" />
      <source>{within:,.0f} of {all:,.0f}</source>
      <translation>{all:,.0f} 중 {within:,.0f}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/status.py" />
      <source>{words}, {duration} left</source>
      <translation>{words}, {duration} 남음</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{{number:,}} {noun}</source>
      <translation>{noun} {{number:,}}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/outcomes.py" />
      <source>{{number:,}} {noun}s</source>
      <translation>{noun} {{number:,}}개</translation>
    </message>
    <message>
      <location filename="../../app/core/benchmark/recapture.py" />
      <source>–  ({reason})</source>
      <translation>–  (이유: {reason})</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>“bad image”</source>
      <translation>“불량 이미지”</translation>
    </message>
    <message>
      <location filename="../../app/gui/review_words.py" />
      <source>“later”</source>
      <translation>“나중에”</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_done.py" />
      <source>“{name}”: all {total:,} pairs are answered. Everything is saved.</source>
      <translation>“{name}”: 모든 {total:,}쌍에 답했습니다. 모두 저장되어 있습니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>“{pictures}” is not a folder.</source>
      <translation>“{pictures}”은(는) 폴더가 아닙니다.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/new_project.py" />
      <source>“{project}” exists already; open it, or choose another name.</source>
      <translation>“{project}”이(가) 이미 있습니다. 그것을 열거나 다른 이름을 고르세요.</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/bug_dialog.py" />
      <source>“{title}” failed because of a bug</source>
      <translation>버그 때문에 “{title}” 작업이 실패했습니다</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>✓ Right: {grade}</source>
      <translation>✓ 맞음: {grade}</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/batch_panel.py" />
      <source>✓ {count:,} of {goal:,} today</source>
      <translation>✓ 오늘 {goal:,}개 중 {count:,}개</translation>
    </message>
    <message>
      <location filename="../../app/gui/widgets/practice_bar.py" />
      <source>✗ Not {given}: it is {grade}</source>
      <translation>✗ {given} 아님: 정답은 {grade}</translation>
    </message>
    <message>
      <location filename="../../app/gui/actions.py" />
      <source>한국어 (&amp;Korean)</source>
      <translation>한국어(&amp;Korean)</translation>
    </message>
  </context>
</TS>
