package undoc

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// organLine is the line that opens a resolution: the name of the body that
// speaks, with a comma.
var organLine = regexp.MustCompile(`^(?:The\s+[\pL ,-]{3,80},|(?:[А-ЯЁ][\pL ,-]{3,90}),|[\p{Han}]{2,20}[，,])$`)

// organs that speak in resolutions; the Chinese name may stand without its comma.
var speakers = regexp.MustCompile(`^(?i:the\s+)?(?i:general\s+assembly|security\s+council|economic\s+and\s+social\s+council|human\s+rights\s+council|commission|committee|conference)|^(?i:генеральная\s+ассамблея|совет|экономический\s+и\s+социальный\s+совет|комиссия|комитет|конференция)|^(?:大[会會]|安全理事[会會]|[经經][济濟]及社[会會]理事[会會]|人权理事会|委员会)`)

// isOrgan tells the line that opens a resolution: "The General Assembly,".
func isOrgan(text string) bool {
	return len(text) <= longField && (strings.HasSuffix(text, ",") || strings.HasSuffix(text, "，")) && organLine.MatchString(text) && speakers.MatchString(text)
}

// Openings of the clauses of resolutions, by the language. English ones are
// the words as printed; Russian ones are in small letters, as in print;
// Chinese ones may follow 又, 还, 并, 再次, 深为.
var (
	preambularOpenings = opening(
		"Acknowledging Acting Affirming Alarmed Anxious Appalled Appreciating Aware Bearing Believing Calling Cognizant Commending Concerned Condemning Confirming Conscious Considering Convinced Deeming Deeply Deploring Desiring Desirous Determined Determining Disturbed Emphasizing Encouraged Encouraging Expressing Fully Gravely Guided Having Highlighting Inspired Keeping Mindful Noting Observing Paying Pursuant Reaffirming Realizing Recalling Recognizing Referring Regretting Reiterating Reminding Resolved Seriously Strongly Stressing Supporting Taking Underlining Underscoring Urging Viewing Welcoming Whereas",
		"будучи|учитывая|ссылаясь|вновь подтверждая|вновь заявляя|подтверждая|отмечая|признавая|признава́я|памятуя|принимая|сознавая|осознавая|приветствуя|подчеркивая|напоминая|выражая|с удовлетворением|с обеспокоенностью|с озабоченностью|с сожалением|с признательностью|с интересом|руководствуясь|рассмотрев|изучив|получив|заслушав|определяя|определив|действуя|действуя на основании|особо отмечая|высоко оценивая|считая|будучи убеждена|полагая|констатируя|вдохновляясь|желая|стремясь|осуждая|призывая|обращая|исходя|учитывая|глубоко|серьезно|поддерживая|заявляя|указывая|также|далее",
		"回顾|回顧|重申|注意到|表示注意到|表示|认识到|認識到|确认|確認|认定|認定|铭记|銘記|强调|強調|欢迎|歡迎|赞赏|讚賞|关切|關切|关注|深信|意识到|考虑到|审议|審議|根据|根據|遵循|鉴于|鑒於|感到|深切|深感|满意|遗憾|谴责|念及|希望|决心|承认|申明|指出|听取|收到|着重|相信|坚信|忆及|赞同|支持|特别|严重|行使|本着|遵照|按照")
	operativeOpenings = opening(
		"Accepts Acknowledges Adopts Affirms Agrees Appeals Approves Authorizes Calls Commends Concludes Condemns Confirms Congratulates Considers Decides Declares Demands Deplores Determines Directs Draws Emphasizes Encourages Endorses Establishes Expresses Extends Highlights Instructs Invites Notes Notifies Proclaims Reaffirms Recalls Recognizes Recommends Reiterates Remains Renews Requests Resolves Stresses Strongly Supports Takes Underlines Underscores Urges Welcomes Wishes",
		"постановляет|просит|призывает|предлагает|рекомендует|настоятельно|подтверждает|вновь|приветствует|принимает|подчеркивает|отмечает|признает|одобряет|утверждает|выражает|требует|осуждает|заявляет|поручает|уполномочивает|поощряет|напоминает|учреждает|решает|с удовлетворением|с признательностью|с обеспокоенностью|провозглашает|также|далее|особо отмечает|поддерживает|благодарит|высоко оценивает|считает|соглашается|ссылается|обращает",
		"决定|決定|请|請|吁请|促请|敦促|鼓励|邀请|核准|核可|通过|认可|赞同|宣布|呼吁|要求|授权|建议|欢迎|重申|强调|表示|谴责|申明|确认|注意到|感谢|赞扬|设立|回顾|着重|支持|同意|指示|吁")
	chineseLead = strings.NewReplacer("又", "", "还", "", "還", "", "并", "", "再次", "", "深为", "", "深為", "", "进一步", "", "特别", "", "严重", "", "关切地", "", "關切地", "", "满意地", "", "赞赏地", "", "欣见", "欢迎", "欣慰地", "", "遗憾地", "")
)

// openings are the words that clauses begin with.
type openings struct {
	english map[string]bool // first words
	russian []string        // beginnings, small letters
	chinese []string        // beginnings
}

func opening(english, russian, chinese string) openings {
	o := openings{map[string]bool{}, strings.Split(russian, "|"), strings.Split(chinese, "|")}
	for _, w := range strings.Fields(english) {
		o.english[w] = true
	}
	return o
}

// opens tells whether a text begins as such clauses do.
func (o *openings) opens(text string) bool {
	text = strings.TrimLeft(text, "-–—•“\"«_* ")
	first, _ := utf8.DecodeRuneInString(text)
	switch {
	case first < 0x80:
		word, _, _ := strings.Cut(text, " ")
		return o.english[strings.TrimRight(word, ",")]
	case unicode.Is(unicode.Han, first):
		text = chineseLead.Replace(text[:min(len(text), 8*len("又"))])
		return hasAnyPrefix(text, o.chinese)
	}
	lower := strings.ToLower(text[:min(len(text), 80)])
	for _, p := range o.russian {
		if rest, ok := strings.CutPrefix(lower, p); ok {
			if next, _ := utf8.DecodeRuneInString(rest); !unicode.IsLetter(next) {
				return true
			}
		}
	}
	return false
}

func hasAnyPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// sureOpenings are those that begin nothing but a clause of a resolution, also
// at the start of a line that was broken by the paper's width: in Chinese and
// Russian most others stand in the middle of sentences as well.
var sureOpenings = struct{ russian, chinese []string }{
	[]string{"ссылаясь на", "ссылаясь также", "ссылаясь далее", "вновь подтверждая", "подтверждая свою", "принимая к сведению", "действуя на основании", "с удовлетворением отмечая",
		"с обеспокоенностью отмечая", "с признательностью отмечая", "с сожалением отмечая", "будучи глубоко", "будучи убежден", "определяя, что", "признавая, что", "подчеркивая, что", "отмечая, что", "принимая во внимание, что"},
	[]string{"又回顾", "还回顾", "回顾其", "回顾大会", "又重申", "还重申", "重申其", "表示注意到", "又表示注意到", "关切地注意到", "赞赏地注意到", "满意地注意到", "又认识到", "还认识到", "又注意到", "还注意到", "又强调", "还强调", "铭记", "审议了", "又欢迎", "还欢迎"},
}

// Opens tells whether a line begins as the clauses of resolutions do
// ("Recalling …", "ссылаясь на …", 又回顾…), for the joining of lines: a
// paragraph begins there if the line before ends in a clause's mark.
func Opens(line string) bool {
	line = strings.TrimSpace(line)
	first, _ := utf8.DecodeRuneInString(line)
	switch {
	case first < 0x80:
		return preambularOpenings.opens(line) || operativeOpenings.opens(line)
	case unicode.Is(unicode.Han, first):
		return hasAnyPrefix(line, sureOpenings.chinese)
	}
	return hasAnyPrefix(line, sureOpenings.russian)
}
